'use client';

import { ChartLine } from 'lucide-react';
import { EmptyState } from '#app/_ui/feedback/empty-state.tsx';
import { ErrorNote } from '#app/_ui/feedback/error-note.tsx';
import { Notice } from '#app/_ui/feedback/notice.tsx';
import { SkeletonLines } from '#app/_ui/feedback/skeleton.tsx';
import type { ChartOffer, SeriesList } from '#lib/services/metrics/read-series.ts';
import { type ServerData, useServerData } from '../../servers/[id]/_parts/use-server-data.ts';
import { MetricChart } from './metric-chart.tsx';
import type { MetricRangeControl } from './use-metric-range.ts';

const seriesSeconds = 30;

export function useCharts(target: string): ServerData<SeriesList> {
  return useServerData<SeriesList>(`/api/metrics/series?${new URLSearchParams({ target })}`, seriesSeconds);
}

type MetricBoardProps = {
  target: string;
  /** What it is called, for the words of a page without samples. */
  called: string;
  charts: ServerData<SeriesList>;
  /** Only these, by name; all of them without. */
  names?: readonly string[];
  range: MetricRangeControl;
  each?: boolean;
};

/** All charts of one target. */
export function MetricBoard({ target, called, charts, names = [], range, each }: MetricBoardProps) {
  const { value, failure } = charts;
  if (!value)
    return failure ? (
      <ErrorNote failure={{ ...failure, what: 'The charts were not read.' }} />
    ) : (
      <SkeletonLines lines={8} />
    );
  const shown = value.charts.filter(({ name }) => names.length === 0 || names.includes(name));
  if (shown.length === 0) return <NoSamples called={called} chosen={names.length > 0} />;
  return (
    <div className="grid gap-3">
      {value.more && (
        <Notice state="warning">There are more series than a page can list; some charts are missing.</Notice>
      )}
      <div className="grid gap-3 xl:grid-cols-2">
        {shown.map((chart) => (
          <MetricChart key={`${target} ${chart.name}`} {...partsOf(chart)} range={range} each={each} />
        ))}
      </div>
    </div>
  );
}

function partsOf({ target, name, title, stepSeconds }: ChartOffer) {
  return { target, name, title, everySeconds: stepSeconds };
}

function NoSamples({ called, chosen }: { called: string; chosen: boolean }) {
  return (
    <div className="rounded-md border border-line">
      <EmptyState icon={<ChartLine aria-hidden />} title={`No samples of ${called} yet`}>
        {chosen
          ? 'None of the chosen series has a sample. Choose others, or all of them.'
          : 'The collector takes the first within a minute of its start. If none come, look at whether it runs and whether this can be reached: the overview says both.'}
      </EmptyState>
    </div>
  );
}
