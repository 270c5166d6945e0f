'use client';

import Link from 'next/link';
import { type ReactNode, useEffect, useRef, useState } from 'react';
import { Chart } from '#app/_ui/chart/chart.tsx';
import { Notice } from '#app/_ui/feedback/notice.tsx';
import type { MetricRange } from '#lib/services/metrics/read-range.ts';
import { useServerData } from '../../servers/[id]/_parts/use-server-data.ts';
import { type MetricRangeState, rangeQuery, refreshSeconds } from './metric-range.ts';
import type { MetricRangeControl } from './use-metric-range.ts';

type MetricChartProps = {
  /** All targets without it. */
  target?: string;
  name: string;
  title: string;
  everySeconds: number;
  range: MetricRangeState & Partial<Pick<MetricRangeControl, 'show'>>;
  /** Every series by itself. */
  each?: boolean;
  /** One line for each target. */
  total?: boolean;
  small?: boolean;
  /** Where the title leads. */
  href?: string;
};

/** One chart, asked for when it comes into view and again with each sample while somebody looks. */
export function MetricChart(props: MetricChartProps) {
  const place = useRef<HTMLDivElement>(null);
  const [seen, setSeen] = useState(false);
  useEffect(() => {
    const element = place.current;
    if (!element || seen) return;
    const watcher = new IntersectionObserver(
      (entries) => entries.some((entry) => entry.isIntersecting) && setSeen(true),
      {
        rootMargin: '300px',
      },
    );
    watcher.observe(element);
    return () => watcher.disconnect();
  }, [seen]);
  return (
    <div ref={place} className="min-w-0" style={{ minHeight: props.small ? 216 : 288 }}>
      {seen && <LiveChart {...props} />}
    </div>
  );
}

function LiveChart({ target, name, title, everySeconds, range, each, total, small, href }: MetricChartProps) {
  const query = new URLSearchParams({
    ...(target ? { target } : {}),
    name,
    ...(each ? { each: '1' } : {}),
    ...(total ? { total: '1' } : {}),
    points: '400',
    ...rangeQuery(range),
  });
  const { value, failure } = useServerData<MetricRange>(
    `/api/metrics/range?${query}`,
    refreshSeconds(range, everySeconds),
  );
  const shown = useLast(value);
  if (!shown) return failure ? <NotRead title={title} why={failure.why} /> : <Waiting title={title} small={small} />;
  return (
    <Chart
      title={title}
      titleAs={href ? (words) => <TitleLink href={href}>{words}</TitleLink> : undefined}
      unit={shown.unit}
      lines={shown.lines}
      // A chosen stretch shows at once, with the points that are there until finer ones come; the next key goes on from it.
      window={range.window ?? { from: Date.parse(shown.from) / 1000, to: Date.parse(shown.to) / 1000 }}
      lastAt={shown.lastAt}
      everySeconds={shown.everySeconds}
      onWindow={range.show}
      small={small}
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

function noteOf({ leftOut }: MetricRange): ReactNode {
  return leftOut > 0 ? `${leftOut.toLocaleString('en')} more lines are not shown.` : undefined;
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

function Waiting({ title, small }: { title: string; small?: boolean }) {
  return (
    <div
      role="status"
      aria-busy="true"
      aria-label={`Loading ${title}`}
      className="animate-late rounded-md border border-line bg-surface px-3 py-3 text-faint text-sm"
      style={{ height: small ? 216 : 288 }}
    >
      {title}
    </div>
  );
}
