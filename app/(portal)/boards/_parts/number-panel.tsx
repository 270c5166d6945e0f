'use client';

import Link from 'next/link';
import { LastSample, useStale } from '#app/_ui/chart/chart-age.tsx';
import { valueText } from '#app/_ui/chart/units.ts';
import { Notice } from '#app/_ui/feedback/notice.tsx';
import { SkeletonLines } from '#app/_ui/feedback/skeleton.tsx';
import { StateBadge } from '#app/_ui/show/state-badge.tsx';
import { type PanelOf, stateOf, type Thresholds } from '#lib/domain/board.ts';
import type { MetricRange } from '#lib/services/metrics/read-range.ts';
import { chartQuery } from '../../_parts/metrics/chart-query.ts';
import { refreshSeconds } from '../../_parts/metrics/metric-range.ts';
import { useChartData } from '../../_parts/metrics/use-chart-data.ts';
import type { MetricRangeControl } from '../../_parts/metrics/use-metric-range.ts';
import { WhenSeen } from '../../_parts/metrics/when-seen.tsx';
import { combined, sparkPath } from './combined.ts';
import { PanelBox } from './panel-box.tsx';

type NumberPanelProps = {
  panel: PanelOf<'number'>;
  title: string;
  href: string | null;
  range: MetricRangeControl;
};

/** The newest value, large, with how it went and what its limits make of it. */
export function NumberPanel(props: NumberPanelProps) {
  const { title, href } = props;
  const heading = href ? (
    <Link href={href} className="rounded-sm hover:underline">
      {title}
    </Link>
  ) : (
    title
  );
  return (
    <PanelBox title={heading}>
      <WhenSeen minHeight={120}>{(inView) => <LiveNumber {...props} inView={inView} />}</WhenSeen>
    </PanelBox>
  );
}

function LiveNumber({ panel, range, inView }: NumberPanelProps & { inView: boolean }) {
  const look = panel.make === 'sum' ? 'total' : 'each';
  const query = chartQuery(panel.parts, look, range);
  const { value, failure } = useChartData(query, refreshSeconds(range, 10) * (inView ? 1 : 30));
  if (value) return <Shown panel={panel} value={value} />;
  return failure ? <Notice state="warning">It was not read. {failure.why}</Notice> : <SkeletonLines lines={2} />;
}

function Shown({ panel, value }: { panel: PanelOf<'number'>; value: MetricRange }) {
  const { unit, lastAt, everySeconds, lines, missing } = value;
  const { last, points } = combined(lines, panel.make);
  // The number is of now, whatever stretch of time the charts show.
  const stale = useStale(lastAt, everySeconds, { from: 0, to: Number.POSITIVE_INFINITY });
  if (missing.length > 0 && lines.length === 0)
    return <p className="text-faint text-sm">There are no series of this any more: {missing.join(', ')}.</p>;
  const state = stale ? 'unknown' : stateOf(last, panel.thresholds);
  return (
    <div className="grid content-start gap-1">
      <p
        data-figures
        className={`font-semibold text-[2.25rem] leading-11 tracking-[-0.02em] ${stale ? 'text-faint' : ''}`}
      >
        {valueText(last, unit)}
      </p>
      {panel.thresholds && (
        <p className="flex flex-wrap items-center gap-x-3 gap-y-1 text-xs">
          <StateBadge state={state} ground>
            {stale ? 'Not known now' : words[state]}
          </StateBadge>
          <span className="text-faint">{limitsText(panel.thresholds, unit)}</span>
        </p>
      )}
      <svg
        viewBox="0 0 300 40"
        preserveAspectRatio="none"
        aria-hidden="true"
        className="my-1 block h-12 w-full overflow-visible text-accent"
      >
        <path
          d={sparkPath(points, 300, 40)}
          fill="none"
          stroke="currentColor"
          strokeWidth="1.5"
          vectorEffect="non-scaling-stroke"
        />
      </svg>
      <LastSample lastAt={lastAt} stale={stale} />
      {value.leftOut > 0 && (
        <p className="text-faint text-xs">{value.leftOut.toLocaleString('en')} series are left out.</p>
      )}
      {missing.length > 0 && <p className="text-faint text-xs">No series any more: {missing.join(', ')}.</p>}
    </div>
  );
}

const words = { ok: 'Within its limits', warning: 'Warning', failing: 'Failing', unknown: 'Not known' } as const;

function limitsText({ direction, warning, failing }: Thresholds, unit: string): string {
  const from = (limit: number) => `from ${valueText(limit, unit)}${direction === 'above' ? ' up' : ' down'}`;
  const parts = [warning !== null && `Warning ${from(warning)}`, failing !== null && `failing ${from(failing)}`];
  return parts.filter(Boolean).join(', ');
}
