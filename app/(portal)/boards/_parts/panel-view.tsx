'use client';

import type { Panel } from '#lib/domain/board.ts';
import { PartsChart } from '../../_parts/metrics/metric-chart.tsx';
import type { MetricRangeControl } from '../../_parts/metrics/use-metric-range.ts';
import { EventsPanel } from './events-panel.tsx';
import { NumberPanel } from './number-panel.tsx';
import { PanelBox } from './panel-box.tsx';
import { metricsHref, type NameOf, panelTitle } from './panel-words.ts';
import { StatesPanel } from './states-panel.tsx';

export type PanelViewProps = { panel: Panel; range: MetricRangeControl; nameOf: NameOf; params: URLSearchParams };

/** One panel of whatever kind. */
export function PanelView({ panel, range, nameOf, params }: PanelViewProps) {
  const title = panelTitle(panel, nameOf);
  switch (panel.is) {
    case 'chart':
      return (
        <PartsChart
          {...{ title, range, parts: panel.parts, look: panel.look, everySeconds: 10 }}
          href={metricsHref(panel.parts, params) ?? undefined}
        />
      );
    case 'number':
      return <NumberPanel {...{ panel, title, range }} href={metricsHref(panel.parts, params)} />;
    case 'states':
      return <StatesPanel {...{ panel, title, nameOf }} />;
    case 'events':
      return <EventsPanel {...{ panel, title }} />;
    case 'note':
      return (
        <PanelBox title={title}>
          <p className="whitespace-pre-wrap text-sm [overflow-wrap:anywhere]">{panel.text}</p>
        </PanelBox>
      );
  }
}
