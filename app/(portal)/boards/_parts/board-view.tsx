'use client';

import { LayoutDashboard } from 'lucide-react';
import { useMemo } from 'react';
import { EmptyState } from '#app/_ui/feedback/empty-state.tsx';
import { ErrorNote } from '#app/_ui/feedback/error-note.tsx';
import type { BoardView as View } from '#lib/services/boards/read-board.ts';
import { RangeBar } from '../../_parts/metrics/range-bar.tsx';
import { useAddress } from '../../_parts/metrics/use-address.ts';
import { useMetricRange } from '../../_parts/metrics/use-metric-range.ts';
import { BoardEditor } from './board-editor.tsx';
import { BoardHead } from './board-head.tsx';
import { PanelGrid } from './panel-grid.tsx';
import { PanelView } from './panel-view.tsx';
import { nameReader } from './panel-words.ts';
import { useBoard } from './use-board.ts';
import { WallBar } from './wall-bar.tsx';

/** A board to look at, and to change for who may. The range of its charts is in the address, as on the Metrics pages. */
export function BoardView({ view, wall }: { view: View; wall: boolean }) {
  const range = useMetricRange();
  const [params] = useAddress();
  const nameOf = useMemo(() => nameReader(view.targets), [view.targets]);
  const board = useBoard(view);
  const { name, columns, panels } = board.shown;
  const look = { range, nameOf, params };
  if (wall)
    return (
      <>
        <WallBar id={view.id} name={name} params={params} />
        <PanelGrid columns={columns} panels={panels}>
          {(panel) => <PanelView panel={panel} {...look} />}
        </PanelGrid>
      </>
    );
  return (
    <>
      <BoardHead view={view} board={board} params={params} />
      {board.failure && <ErrorNote failure={board.failure} />}
      <RangeBar range={range} />
      {board.draft ? (
        <BoardEditor draft={board.draft} change={board.change} targets={view.targets} {...look} />
      ) : panels.length === 0 ? (
        <EmptyState icon={<LayoutDashboard aria-hidden />} title="Nothing on this board yet">
          {view.mayChange ? 'Edit the board to put panels on it.' : `${view.owner} has put no panels on it.`}
        </EmptyState>
      ) : (
        <PanelGrid columns={columns} panels={panels}>
          {(panel) => <PanelView panel={panel} {...look} />}
        </PanelGrid>
      )}
    </>
  );
}
