import type { ReactNode } from 'react';

/** A row of small, quiet figures above data. Children: Figure. */
export function Figures({ children }: { children: ReactNode }) {
  return (
    <dl className="grid grid-cols-2 gap-x-6 gap-y-3 sm:flex sm:flex-wrap sm:gap-x-10" data-figures>
      {children}
    </dl>
  );
}

export function Figure({ label, children, hint }: { label: ReactNode; children: ReactNode; hint?: ReactNode }) {
  return (
    <div className="min-w-0">
      <dt className="text-faint text-xs">{label}</dt>
      <dd className="min-h-6 font-medium text-base [overflow-wrap:anywhere]">{children}</dd>
      {hint && <dd className="text-faint text-xs">{hint}</dd>}
    </div>
  );
}
