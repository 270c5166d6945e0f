'use client';

import { type Ref, useImperativeHandle, useRef } from 'react';
import { cx } from '../cx.ts';
import { lineLook } from './line-look.ts';
import type { ChartLine } from './model.ts';
import { valueText } from './units.ts';

export type LegendHandle = { showAt(time: number | null): void };

type LegendProps = {
  ref: Ref<LegendHandle>;
  lines: readonly ChartLine[];
  unit: string;
  hidden: ReadonlySet<string>;
  onToggle: (id: string) => void;
};

/**
 * Each line by its dashes, its word and its value under the cursor, else its newest. Values are written past React: cursors of
 * thirty charts move at once.
 */
export function ChartLegend({ ref, lines, unit, hidden, onToggle }: LegendProps) {
  const values = useRef(new Map<string, HTMLSpanElement>());
  useImperativeHandle(
    ref,
    () => ({
      showAt(time) {
        for (const line of lines) {
          const element = values.current.get(line.id);
          if (element) element.textContent = valueText(time === null ? line.last : valueAt(line, time), unit);
        }
      },
    }),
    [lines, unit],
  );
  return (
    <ul className="flex min-w-0 flex-wrap gap-x-3 gap-y-0.5" aria-label="Lines">
      {lines.map((line, place) => (
        <li key={line.id} className="min-w-0">
          <button
            type="button"
            aria-pressed={!hidden.has(line.id)}
            onClick={() => onToggle(line.id)}
            className={cx(
              'flex min-h-6 min-w-0 items-center gap-1.5 rounded-sm px-1 text-left text-xs hover:bg-hover',
              hidden.has(line.id) && 'line-through',
            )}
          >
            <LineSample place={place} />
            <span className="min-w-0 text-soft [overflow-wrap:anywhere]">{line.label}</span>
            <span
              data-figures
              className="whitespace-nowrap font-medium text-text"
              ref={(element) => {
                if (element) values.current.set(line.id, element);
                else values.current.delete(line.id);
              }}
            >
              {valueText(line.last, unit)}
            </span>
          </button>
        </li>
      ))}
    </ul>
  );
}

export function LineSample({ place }: { place: number }) {
  const { colour, dash } = lineLook(place);
  return (
    <svg width="22" height="8" viewBox="0 0 22 8" aria-hidden="true" className="flex-none">
      <line x1="0" y1="4" x2="22" y2="4" strokeWidth="2" style={{ stroke: colour, strokeDasharray: dash.join(' ') }} />
    </svg>
  );
}

/** The nearest point's; past the end the last one's. Counted, not searched: all charts of a page ask with each move of the mouse. */
function valueAt({ startAt, stepSeconds, average }: ChartLine, time: number): number | null {
  const place = Math.floor((time - startAt) / stepSeconds + 0.5);
  return average[Math.min(place, average.length - 1)] ?? null;
}
