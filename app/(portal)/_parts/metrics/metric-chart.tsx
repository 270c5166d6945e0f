'use client';

import Link from 'next/link';
import { type ReactNode, useRef, useState } from 'react';
import { Chart } from '#app/_ui/chart/chart.tsx';
import { Notice } from '#app/_ui/feedback/notice.tsx';
import { MenuItem } from '#app/_ui/overlay/menu.tsx';
import type { ChartLook, SeriesPart } from '#lib/domain/board.ts';
import type { MetricRange } from '#lib/services/metrics/read-range.ts';
import { AddToBoard } from './add-to-board.tsx';
import { chartQuery } from './chart-query.ts';
import { type MetricRangeState, refreshSeconds } from './metric-range.ts';
import { useChartData } from './use-chart-data.ts';
import type { MetricRangeControl } from './use-metric-range.ts';
import { WhenSeen } from './when-seen.tsx';

type ChartRange = MetricRangeState & Partial<Pick<MetricRangeControl, 'show'>>;

type MetricChartProps = {
  /** All targets without it. */
  target?: string;
  name: string;
  title: string;
  everySeconds: number;
  range: ChartRange;
  /** Every series by itself. */
  each?: boolean;
  /** One line for each target. */
  total?: boolean;
  small?: boolean;
  /** Where the title leads. */
  href?: string;
};

/** One chart of all series of a name, which can be added to a board. */
export function MetricChart({ target, name, each, total, ...rest }: MetricChartProps) {
  const [adding, setAdding] = useState(false);
  const parts = [{ target: target ?? null, name, labels: {} }];
  const look = each ? 'each' : total ? 'total' : 'usual';
  return (
    <>
      <PartsChart
        {...{ ...rest, parts, look }}
        menu={<MenuItem onSelect={() => setAdding(true)}>Add to a board…</MenuItem>}
      />
      {adding && <AddToBoard {...{ parts, look }} title={rest.title} onClose={() => setAdding(false)} />}
    </>
  );
}

type PartsChartProps = {
  parts: readonly SeriesPart[];
  look: ChartLook;
  title: string;
  /** Until the first answer says it. */
  everySeconds: number;
  range: ChartRange;
  small?: boolean;
  href?: string;
  /** More items of its menu. */
  menu?: ReactNode;
};

/** One chart of whatever series, asked for when it comes into view and again with each sample while somebody looks. */
export function PartsChart(props: PartsChartProps) {
  const { title, small } = props;
  return (
    <WhenSeen minHeight={heightOf(small)} before={<ChartPlace title={title} small={small} />}>
      {(inView) => <LiveChart {...props} inView={inView} />}
    </WhenSeen>
  );
}

const heightOf = (small: boolean | undefined) => (small ? 216 : 288);

/** So much more rarely is asked for what was scrolled away. */
const unseenTimes = 30;

function LiveChart({
  parts,
  look,
  title,
  range,
  small,
  href,
  menu,
  inView,
  ...rest
}: PartsChartProps & { inView: boolean }) {
  const [everySeconds, setEverySeconds] = useState(rest.everySeconds);
  const seconds = refreshSeconds(range, everySeconds) * (inView ? 1 : unseenTimes);
  const { value, failure } = useChartData(chartQuery(parts, look, range), seconds);
  const shown = useLast(value);
  if (shown && shown.everySeconds !== everySeconds) setEverySeconds(shown.everySeconds);
  if (!shown)
    return failure ? <NotRead title={title} why={failure.why} /> : <ChartPlace title={title} small={small} busy />;
  return (
    <Chart
      title={title}
      titleAs={href ? (words) => <TitleLink href={href}>{words}</TitleLink> : undefined}
      unit={shown.unit}
      lines={shown.lines}
      stacked={look === 'stacked'}
      // A chosen stretch shows at once, with the points that are there until finer ones come; the next key goes on from it.
      window={range.window ?? { from: Date.parse(shown.from) / 1000, to: Date.parse(shown.to) / 1000 }}
      lastAt={shown.lastAt}
      everySeconds={shown.everySeconds}
      onWindow={range.show}
      small={small}
      menu={menu}
      note={noteOf(shown)}
    />
  );
}

/** While another range is on its way the one before stays, so that nothing jumps. */
function useLast<T>(value: T | null): T | null {
  const last = useRef(value);
  if (value) last.current = value;
  return last.current;
}

function noteOf({ leftOut, otherUnits, missing }: MetricRange): ReactNode {
  const lines = (count: number) => `${count.toLocaleString('en')} ${count === 1 ? 'line' : 'lines'}`;
  const notes = [
    leftOut > 0 && `${lines(leftOut)} more ${leftOut === 1 ? 'is' : 'are'} not shown.`,
    otherUnits > 0 &&
      `${lines(otherUnits)} of another unit ${otherUnits === 1 ? 'doesn’t' : 'don’t'} fit on this axis.`,
    missing.length > 0 && `There are no series of this any more: ${missing.join(', ')}.`,
  ];
  return notes.filter(Boolean).join(' ') || undefined;
}

function TitleLink({ href, children }: { href: string; children: ReactNode }) {
  return (
    <Link href={href} className="rounded-sm hover:underline">
      {children}
    </Link>
  );
}

function NotRead({ title, why }: { title: string; why: string }) {
  return (
    <Notice state="warning">
      {title} was not read. {why}
    </Notice>
  );
}

/** As large as the chart will be, and to be found by its heading. */
function ChartPlace({ title, small, busy }: { title: string; small?: boolean; busy?: boolean }) {
  return (
    <div
      {...(busy && { role: 'status', 'aria-busy': true, 'aria-label': `Loading ${title}` })}
      className="rounded-md border border-line bg-surface px-3 pt-2"
      style={{ height: heightOf(small) }}
    >
      <h3 className="flex min-h-8 items-center truncate font-medium text-sm">{title}</h3>
    </div>
  );
}
