import { cx } from '../cx.ts';

type ProgressLineProps = {
  label: string;
  /** How many are done; without it the length is unknown. */
  value?: number;
  max?: number;
  /** Rate, time left: "40 per second, 2 min left". */
  note?: string;
  /** Only the line, for the edge of a panel. */
  bare?: boolean;
};

/** Long work: how far, how fast, how long still. */
export function ProgressLine({ label, value, max = 100, note, bare }: ProgressLineProps) {
  const share = value === undefined ? null : Math.min(1, Math.max(0, value / (max || 1)));
  return (
    <div>
      {!bare && (
        <div className="mb-1.5 flex items-baseline gap-3 text-sm">
          <span className="min-w-0 flex-1 truncate">{label}</span>
          {share !== null && (
            <span data-figures className="text-soft">
              {value?.toLocaleString('en')} of {max.toLocaleString('en')}
            </span>
          )}
        </div>
      )}
      <div
        role="progressbar"
        aria-label={label}
        aria-valuenow={value}
        aria-valuemin={0}
        aria-valuemax={max}
        className={cx('overflow-hidden bg-pressed', bare ? 'h-0.5' : 'h-1 rounded-full')}
      >
        <div
          className={cx(
            'h-full origin-left bg-accent',
            share === null ? 'w-1/3 animate-slide' : 'transition-transform duration-150',
          )}
          style={share === null ? undefined : { transform: `scaleX(${share})` }}
        />
      </div>
      {note && !bare && <p className="mt-1 text-faint text-xs">{note}</p>}
    </div>
  );
}
