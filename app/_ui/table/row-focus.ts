'use client';

import { createContext, useContext } from 'react';

/**
 * Inside a table only the current row's controls are in the tab order; the others are reached by moving the row.
 * null = not in a table.
 */
export const RowFocus = createContext<boolean | null>(null);

/** tabIndex for something focusable that may stand in a table row. */
export function useRowTabIndex(): 0 | -1 {
  const current = useContext(RowFocus);
  return current === false ? -1 : 0;
}
