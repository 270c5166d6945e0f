'use client';

import { MetricBoard, useCharts } from './metric-board.tsx';
import { RangeBar } from './range-bar.tsx';
import { useMetricRange } from './use-metric-range.ts';

/** All charts of one target, with the range above them: a ready-made board. */
export function TargetMetrics({ target, called }: { target: string; called: string }) {
  const range = useMetricRange();
  const charts = useCharts(target);
  return (
    <div className="grid min-w-0 gap-4">
      <RangeBar range={range} />
      <MetricBoard target={target} called={called} charts={charts} range={range} />
    </div>
  );
}
