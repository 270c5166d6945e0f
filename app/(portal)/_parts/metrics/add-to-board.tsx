'use client';

import { useState } from 'react';
import { ErrorNote } from '#app/_ui/feedback/error-note.tsx';
import { SkeletonLines } from '#app/_ui/feedback/skeleton.tsx';
import { useToast } from '#app/_ui/feedback/toast.tsx';
import { Field } from '#app/_ui/form/field.tsx';
import { Select } from '#app/_ui/form/select.tsx';
import { TextInput } from '#app/_ui/form/text-input.tsx';
import { ConfirmDialog } from '#app/_ui/overlay/confirm-dialog.tsx';
import type { ChartLook, SeriesPart } from '#lib/domain/board.ts';
import type { BoardList, BoardRow } from '#lib/services/boards/list-boards.ts';
import { addBoard, addPanel } from '../../boards/actions.ts';
import { useServerData } from '../../servers/[id]/_parts/use-server-data.ts';

type AddToBoardProps = { title: string; parts: readonly SeriesPart[]; look: ChartLook; onClose: () => void };

const fresh = 'new';

/** Puts one chart at the end of a board, or of a new one. */
export function AddToBoard({ title, parts, look, onClose }: AddToBoardProps) {
  const { value, failure } = useServerData<BoardList>('/api/boards', 60);
  const boards = value?.rows.filter(({ mayChange }) => mayChange) ?? [];
  const [chosen, setChosen] = useState<string | null>(null);
  const [name, setName] = useState('');
  const toast = useToast();
  const board = chosen ?? boards[0]?.id ?? fresh;
  const add = async () => {
    const made = board === fresh ? await addBoard({ name }) : null;
    if (made && !made.ok) return made.failure;
    const id = made ? made.value.id : board;
    const panel = { is: 'chart', id: 'new', title: '', width: 1, parts, look };
    const answer = await addPanel({ id, panel });
    if (!answer.ok) return answer.failure;
    toast({
      title: `${title} was added to ${answer.value.name}`,
      action: { label: 'Open board', run: () => window.location.assign(`/boards/${id}`) },
    });
    return null;
  };
  return (
    <ConfirmDialog
      open
      onOpenChange={(open) => !open && onClose()}
      title="Add to a board"
      description={`${title} goes to the end of the board.`}
      confirmLabel="Add chart"
      onConfirm={add}
    >
      {failure && <ErrorNote failure={failure} />}
      {value ? (
        <Field label="Board" name="board">
          <Select options={optionsOf(boards)} value={board} onChange={({ target }) => setChosen(target.value)} />
        </Field>
      ) : (
        !failure && <SkeletonLines lines={2} />
      )}
      {board === fresh && value && (
        <Field label="Name of the new board" name="name" required>
          <TextInput value={name} maxLength={120} onChange={({ target }) => setName(target.value)} />
        </Field>
      )}
    </ConfirmDialog>
  );
}

function optionsOf(boards: readonly BoardRow[]) {
  const label = ({ name, mine, owner }: BoardRow) => (mine ? name : `${name} (${owner})`);
  return [...boards.map((board) => ({ value: board.id, label: label(board) })), { value: fresh, label: 'New board…' }];
}
