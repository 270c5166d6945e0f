import { type ReactNode, useId } from 'react';

type SectionProps = {
  title: ReactNode /** Anchor. */;
  id?: string;
  hint?: ReactNode;
  action?: ReactNode;
  children: ReactNode;
};

/** A part of a page under a hairline. */
export function Section({ title, id, hint, action, children }: SectionProps) {
  const headingId = useId();
  return (
    <section id={id} aria-labelledby={headingId} className="min-w-0 scroll-mt-4">
      <div className="mb-2 flex min-h-8 items-center gap-3 border-line border-b pb-1.5">
        <div className="min-w-0 flex-1">
          <h2 id={headingId} className="font-semibold text-base">
            {title}
          </h2>
          {hint && <p className="text-faint text-xs">{hint}</p>}
        </div>
        {action}
      </div>
      {children}
    </section>
  );
}

/** A bordered box, for the right-hand column. */
export function Card({ title, action, children }: { title: ReactNode; action?: ReactNode; children: ReactNode }) {
  const headingId = useId();
  return (
    <section aria-labelledby={headingId} className="min-w-0 rounded-md border border-line bg-surface">
      <div className="flex min-h-10 items-center gap-2 border-line border-b py-1 pr-2 pl-4">
        <h2 id={headingId} className="min-w-0 flex-1 font-semibold text-sm">
          {title}
        </h2>
        {action}
      </div>
      <div className="px-4 py-2.5">{children}</div>
    </section>
  );
}
