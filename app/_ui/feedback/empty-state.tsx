import type { ReactNode } from 'react';

type EmptyStateProps = {
  icon?: ReactNode;
  /** What there isn't: "No users yet". */
  title: string;
  /** Why, and the next step. */
  children?: ReactNode;
  action?: ReactNode;
};

/** First run, filtered to nothing, nothing here: says why and what to do next. */
export function EmptyState({ icon, title, children, action }: EmptyStateProps) {
  return (
    <div className="flex flex-col items-center justify-center px-6 py-14 text-center">
      {icon && (
        <span
          aria-hidden
          className="mb-3 flex size-10 items-center justify-center rounded-md border border-line bg-sunken text-faint [&>.lucide]:size-5"
        >
          {icon}
        </span>
      )}
      <p className="font-medium text-base">{title}</p>
      {children && <div className="mt-1 max-w-md text-balance text-sm text-soft">{children}</div>}
      {action && <div className="mt-4 flex flex-wrap justify-center gap-2">{action}</div>}
    </div>
  );
}
