import { cx } from '../cx.ts';

/** A grey bar of the size of what is coming. Invisible for the first 150 ms. Give it its size by class. */
export function Skeleton({ className }: { className?: string }) {
  return (
    <span aria-hidden className="block min-w-0 max-w-full animate-late">
      <span className={cx('block max-w-full animate-breathe rounded-sm bg-pressed', className ?? 'h-3 w-24')} />
    </span>
  );
}

/** Lines of text that are coming. */
export function SkeletonLines({ lines = 3 }: { lines?: number }) {
  return (
    <div className="grid gap-2" role="status" aria-label="Loading">
      {Array.from({ length: lines }, (_, line) => (
        // biome-ignore lint/suspicious/noArrayIndexKey: the lines are all alike.
        <Skeleton key={line} className={cx('h-3', widths[line % widths.length])} />
      ))}
    </div>
  );
}

const widths = ['w-64', 'w-48', 'w-56', 'w-40'];
