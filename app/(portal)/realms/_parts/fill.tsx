import { cx } from '#app/_ui/cx.ts';

type FillProps = { count: number; maximum: number | null };

const nearlyFull = 0.9;

/** How full a realm is: a quiet bar that speaks up when little room is left. */
export function Fill({ count, maximum }: FillProps) {
  if (maximum === null) return <span className="text-faint">no maximum</span>;
  const share = maximum === 0 ? 1 : Math.min(1, count / maximum);
  const full = count >= maximum;
  const look = full ? 'bg-failing' : share >= nearlyFull ? 'bg-warning' : 'bg-edge';
  const word = full ? ', full' : share >= nearlyFull ? ', nearly full' : '';
  return (
    <span className="flex min-w-0 items-center gap-2">
      <span aria-hidden className="h-1 w-14 flex-none overflow-hidden rounded-full bg-pressed">
        <span
          className={cx('block h-full origin-left', look)}
          style={{ transform: `scaleX(${Math.max(share, count > 0 ? 0.04 : 0)})` }}
        />
      </span>
      <span data-figures className="truncate whitespace-nowrap">
        {count.toLocaleString('en')} of {maximum.toLocaleString('en')}
        {word && <span className={full ? 'text-failing' : 'text-warning'}>{word}</span>}
      </span>
    </span>
  );
}
