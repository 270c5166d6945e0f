'use client';

import { Section } from '#app/_ui/frame/section.tsx';
import { MetricBoard, useCharts } from './metric-board.tsx';
import { RangeBar } from './range-bar.tsx';
import { type MetricRangeControl, useMetricRange } from './use-metric-range.ts';

type Part = { target: string; called: string };

/** All charts of one target, with the range above them: a ready-made board. Below them those of others that belong to it. */
export function TargetMetrics({ also = [], ...own }: Part & { also?: readonly (Part & { title: string })[] }) {
  const range = useMetricRange();
  return (
    <div className="grid min-w-0 gap-4">
      <RangeBar range={range} />
      <ChartsOf {...own} range={range} />
      {also.map(({ title, ...part }) => (
        <Section key={part.target} title={title}>
          <ChartsOf {...part} range={range} />
        </Section>
      ))}
    </div>
  );
}

function ChartsOf({ target, called, range }: Part & { range: MetricRangeControl }) {
  return <MetricBoard target={target} called={called} charts={useCharts(target)} range={range} />;
}
