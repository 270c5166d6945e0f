import type { ReactNode } from 'react';
import { cx } from '#app/_ui/cx.ts';
import type { Panel } from '#lib/domain/board.ts';

const grids: Record<number, string> = { 1: '', 2: 'lg:grid-cols-2', 3: 'lg:grid-cols-2 xl:grid-cols-3' };
const widths: Record<number, Record<number, string>> = {
  1: {},
  2: { 2: 'lg:col-span-2', 3: 'lg:col-span-2' },
  3: { 2: 'lg:col-span-2', 3: 'lg:col-span-2 xl:col-span-3' },
};

type PanelGridProps = {
  columns: number;
  panels: readonly Panel[];
  children: (panel: Panel, place: number) => ReactNode;
};

/** Panels in their order, in as many columns as the board has and the window has room for; on a phone one. */
export function PanelGrid({ columns, panels, children }: PanelGridProps) {
  return (
    <ul aria-label="Panels" className={cx('grid grid-cols-1 gap-3', grids[columns])}>
      {panels.map((panel, place) => (
        <li key={panel.id} className={cx('min-w-0', widths[columns]?.[panel.width])}>
          {children(panel, place)}
        </li>
      ))}
    </ul>
  );
}
