'use client';

import { BellOff } from 'lucide-react';
import { useMemo, useState } from 'react';
import { Button } from '#app/_ui/button.tsx';
import { EmptyState } from '#app/_ui/feedback/empty-state.tsx';
import { useToast } from '#app/_ui/feedback/toast.tsx';
import { RelativeTime } from '#app/_ui/show/relative-time.tsx';
import type { Column } from '#app/_ui/table/column.ts';
import { DataTable } from '#app/_ui/table/data-table.tsx';
import type { TableSchema } from '#app/_ui/table/url-state.ts';
import { useRows } from '#app/_ui/table/use-rows.ts';
import { useUrlState } from '#app/_ui/table/use-url-state.ts';
import type { SilenceView } from '#lib/services/alerts/silences.ts';
import { endAlertSilence } from '../actions.ts';
import { AddSilence, type SilenceChoices } from './add-silence.tsx';

const refused = 'You may not change how the servers are watched.';
const schema: TableSchema = { sorts: [], sizes: [200] };

export function SilenceList({ mayEdit }: { mayEdit: boolean }) {
  const [state, change] = useUrlState(schema);
  const data = useRows<SilenceView>('/api/alerts/silences');
  const toast = useToast();
  const { refresh } = data;
  const [adding, setAdding] = useState(false);
  const columns = useMemo((): Column<SilenceView>[] => {
    const end = async ({ id, what }: SilenceView) => {
      const answer = await endAlertSilence({ id });
      if (answer.ok) toast({ title: `The silence of ${what} was ended` });
      else toast({ title: answer.failure.what, description: answer.failure.why, tone: 'problem' });
      refresh();
    };
    return [
      { id: 'what', header: 'What', cell: ({ what }) => <span className="truncate font-medium">{what}</span> },
      {
        id: 'reason',
        header: 'Reason',
        cell: ({ reason }) => (
          <span className="truncate text-soft" data-tip={reason || undefined}>
            {reason || '–'}
          </span>
        ),
      },
      { id: 'by', header: 'By', width: 140, cell: ({ madeBy }) => <span className="truncate">{madeBy}</span> },
      { id: 'until', header: 'Ends', width: 120, cell: ({ until }) => <RelativeTime value={until} /> },
      {
        id: 'end',
        header: 'Change',
        width: 130,
        fixed: true,
        cell: (silence) => (
          <Button
            size="s"
            className="opacity-100!"
            disabledReason={!mayEdit && refused}
            onClick={() => void end(silence)}
          >
            End silence
          </Button>
        ),
      },
    ];
  }, [mayEdit, toast, refresh]);
  const choices = data.answer as SilenceChoices | null;
  return (
    <>
      <Button
        className="w-fit"
        icon={<BellOff aria-hidden />}
        disabledReason={!mayEdit && refused}
        onClick={() => setAdding(true)}
      >
        Silence alerts
      </Button>
      <DataTable<SilenceView>
        label="Silences"
        columns={columns}
        data={data}
        rowId={({ id }) => id}
        rowLabel={({ what }) => what}
        state={state}
        onChange={change}
        sizes={schema.sizes}
        empty={
          <EmptyState icon={<BellOff aria-hidden />} title="No silences">
            While something is worked on, its alerts can be silenced, also before they fire. A silence always has an
            end.
          </EmptyState>
        }
      />
      {adding && choices && (
        <AddSilence
          choices={choices}
          onClose={() => setAdding(false)}
          onDone={(what) => {
            toast({ title: `${what} was silenced` });
            refresh();
          }}
        />
      )}
    </>
  );
}
