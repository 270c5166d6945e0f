import type { ReactNode } from 'react';

export type Column<Row> = {
  id: string;
  header: string;
  cell: (row: Row) => ReactNode;
  sortable?: boolean;
  /** The first click sorts downwards (times, counts). */
  descFirst?: boolean;
  /** Pixels; without it the column shares what is left, and needs at least 160. */
  width?: number;
  align?: 'start' | 'end';
  /** Not shown until somebody chooses it. */
  hidden?: boolean;
  /** Can't be hidden. The first column never can. */
  fixed?: boolean;
  /** On a phone: a labelled line of the card (usual), or left out. The first column is the head of the card. */
  phone?: 'line' | 'none';
};

const leastWidth = 160;
export const checkboxWidth = 40;

/** Least width of the whole table in pixels; below it, it scrolls within itself. */
export function leastTableWidth<Row>(columns: Column<Row>[], selectable: boolean): number {
  return columns.reduce((sum, column) => sum + (column.width ?? leastWidth), selectable ? checkboxWidth : 0);
}
