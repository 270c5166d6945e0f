'use client';

import { ChevronsDownUp, ChevronsUpDown, Globe, Plus } from 'lucide-react';
import { useSearchParams } from 'next/navigation';
import { type KeyboardEvent, useMemo, useState } from 'react';
import { Button } from '#app/_ui/button.tsx';
import { EmptyState } from '#app/_ui/feedback/empty-state.tsx';
import { Page } from '#app/_ui/frame/page.tsx';
import { PageHead } from '#app/_ui/frame/page-head.tsx';
import { DataTable } from '#app/_ui/table/data-table.tsx';
import { FilterBar } from '#app/_ui/table/filter-bar.tsx';
import { useRows } from '#app/_ui/table/use-rows.ts';
import { useUrlState } from '#app/_ui/table/use-url-state.ts';
import type { RealmRow } from '#lib/services/realms/list-realms.ts';
import { keepColumns } from '../../_parts/preference-actions.ts';
import { realmColumns, realmTable } from './realm-columns.tsx';
import { ToggleBranch, type TreeRow, treeRows } from './tree-rows.ts';

const rowId = (row: TreeRow) => row.id;
const rowLabel = (row: TreeRow) => row.name;
const rowHref = (row: TreeRow) => `/realms/${row.id}`;

type Props = { columns?: string[]; mayCreate: boolean; mayGrant: boolean };

/** All realms that the person may see come at once; searching, folding and paging are the browser's. */
export function RealmList({ columns, mayCreate, mayGrant }: Props) {
  const [state, change] = useUrlState(realmTable);
  const scope = useSearchParams().get('realm');
  const data = useRows<RealmRow>(scope ? `/api/realms?${new URLSearchParams({ realm: scope })}` : '/api/realms');
  const [folded, setFolded] = useState<ReadonlySet<string>>(new Set());
  const all = data.answer?.rows;
  const shown = useMemo(() => treeRows(all ?? [], state.q, folded), [all, state.q, folded]);
  const parents = useMemo(() => new Set((all ?? []).flatMap((row) => row.parentKey ?? [])), [all]);
  const first = (state.page - 1) * state.size;
  const answer = data.answer && { ...data.answer, rows: shown.slice(first, first + state.size), total: shown.length };

  const toggle = (key: string, fold = !folded.has(key)) => {
    const next = new Set(folded);
    if (fold) next.add(key);
    else next.delete(key);
    setFolded(next);
  };
  /** As in a tree: Left folds a branch, Right unfolds it. */
  const onKey = (event: KeyboardEvent<HTMLDivElement>) => {
    const id = (event.target as Element).closest<HTMLElement>('[data-row]')?.dataset.row;
    const row = shown.find((candidate) => candidate.id === id);
    if (!row || row.open === null || (event.key !== 'ArrowLeft' && event.key !== 'ArrowRight')) return;
    toggle(row.key, event.key === 'ArrowLeft');
    event.preventDefault();
  };

  const create = scope ? `/realms/new?realm=${encodeURIComponent(scope)}` : '/realms/new';
  const createButton = (
    <Button
      kind="primary"
      icon={<Plus aria-hidden />}
      href={create}
      disabledReason={!mayCreate && 'You have no right to create realms.'}
    >
      Create realm
    </Button>
  );
  const anyFolded = folded.size > 0;
  return (
    <Page fill>
      <PageHead title="Realms" count={data.answer?.total} primary={createButton} />
      <ToggleBranch value={toggle}>
        {/* biome-ignore lint/a11y/noStaticElementInteractions: the keys belong to the rows inside, which take the focus. */}
        <div className="contents" onKeyDown={onKey}>
          <DataTable<TreeRow>
            label="Realms"
            columns={realmColumns}
            data={{ ...data, answer }}
            rowId={rowId}
            rowLabel={rowLabel}
            rowHref={rowHref}
            state={state}
            onChange={change}
            fill
            ageNoun="Counts"
            shownColumns={columns}
            onShownColumns={(ids) => void keepColumns({ table: 'realms', columns: ids })}
            toolbar={
              <FilterBar state={state} onChange={change} placeholder="Search by name or domain">
                {parents.size > 0 && state.q === '' && (
                  <Button
                    kind="quiet"
                    icon={anyFolded ? <ChevronsUpDown aria-hidden /> : <ChevronsDownUp aria-hidden />}
                    onClick={() => setFolded(anyFolded ? new Set() : parents)}
                  >
                    {anyFolded ? 'Unfold all' : 'Fold all'}
                  </Button>
                )}
              </FilterBar>
            }
            empty={
              <EmptyState
                icon={<Globe aria-hidden />}
                title={scope ? 'No realm is here' : 'No realms yet'}
                action={mayCreate && createButton}
              >
                {mayGrant
                  ? 'A realm holds domains and the people in them, and can be given to somebody else to look after.'
                  : 'Realms stand here as soon as some are given to you.'}
              </EmptyState>
            }
          />
        </div>
      </ToggleBranch>
    </Page>
  );
}
