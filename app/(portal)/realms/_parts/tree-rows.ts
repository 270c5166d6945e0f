'use client';

import { createContext } from 'react';
import type { RealmRow } from '#lib/services/realms/list-realms.ts';

/** `open`: whether what is below shows; null where nothing is below. `shownDepth` and `shownName`: as the tree or a search shows it. */
export type TreeRow = RealmRow & { open: boolean | null; shownDepth: number; shownName: string };

/** Folds or unfolds the branch of a realm's key. */
export const ToggleBranch = createContext<(key: string) => void>(() => undefined);

/** What shows: without a search the tree with its folded branches, with one the matching realms, flat and with their paths. */
export function treeRows(rows: readonly RealmRow[], text: string, folded: ReadonlySet<string>): TreeRow[] {
  const wanted = text.trim().toLowerCase();
  if (wanted) {
    const matching = rows.filter((row) =>
      [row.path, ...row.domains].some((part) => part.toLowerCase().includes(wanted)),
    );
    return matching.map((row) => ({ ...row, open: null, shownDepth: 0, shownName: row.path }));
  }
  const parents = new Set(rows.flatMap((row) => row.parentKey ?? []));
  const hidden = new Set<string>();
  const shown: TreeRow[] = [];
  // A realm stands before what is below it, so a folded one is met first.
  for (const row of rows) {
    const under = row.parentKey !== null && (hidden.has(row.parentKey) || folded.has(row.parentKey));
    if (under) hidden.add(row.key);
    else
      shown.push({
        ...row,
        open: parents.has(row.key) ? !folded.has(row.key) : null,
        shownDepth: row.depth,
        shownName: row.name,
      });
  }
  return shown;
}
