import { type Board, mostPanels, type Panel } from '../../domain/board.ts';
import { boardInput } from '../../domain/board-input.ts';
import type { Context } from '../context.ts';
import { chartsOf } from '../metrics/read-series.ts';
import { metricTargets, targetNames } from '../metrics/targets.ts';

const mostSeries = 5_000;

/** The charts that a target's page has, in its order; what has no samples has none. */
export async function boardOfTarget(context: Context, name: string, target: string): Promise<Board> {
  const [series, targets] = await Promise.all([
    context.metrics.series({ target, limit: mostSeries }),
    metricTargets(context),
  ]);
  const charts = chartsOf(series).slice(0, mostPanels - 1);
  const called = targetNames(targets)(target);
  const panels: Panel[] = [
    ...stateOfTarget(target, called),
    ...charts.map(
      (chart, at): Panel => ({
        ...{ is: 'chart', id: `p${at + 1}`, title: '', width: 1, look: 'usual' },
        parts: [{ target, name: chart.name, labels: {} }],
      }),
    ),
  ];
  return boardInput.parse({ name, columns: 2, panels });
}

function stateOfTarget(target: string, called: string): Panel[] {
  const kind = target.startsWith('server:') ? 'server' : target.startsWith('device:') ? 'device' : 'own';
  if (target === 'portal') return [];
  const title = `State of ${called}`.slice(0, 120).toWellFormed();
  return [{ is: 'states', id: 'state', title, width: 2, kinds: [kind], targets: [target] }];
}
