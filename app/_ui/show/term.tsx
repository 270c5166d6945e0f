import type { ReactNode } from 'react';

/** A term of the field that explains itself on hover and focus. */
export function Term({ tip, children }: { tip: string; children: ReactNode }) {
  return (
    <span
      // biome-ignore lint/a11y/noNoninteractiveTabindex: the explanation must be reachable by keyboard.
      tabIndex={0}
      data-tip={tip}
      className="cursor-help rounded-sm underline decoration-edge decoration-dotted underline-offset-3"
    >
      {children}
    </span>
  );
}
