'use client';

import { useRouter } from 'next/navigation';
import { useState } from 'react';
import { Checkbox } from '#app/_ui/form/checkbox.tsx';
import { Field } from '#app/_ui/form/field.tsx';
import { TextInput } from '#app/_ui/form/text-input.tsx';
import { ConfirmDialog } from '#app/_ui/overlay/confirm-dialog.tsx';
import type { BoardList } from '#lib/services/boards/list-boards.ts';
import { useServerData } from '../../servers/[id]/_parts/use-server-data.ts';
import { wallHref, wallSeconds } from './wall-address.ts';

type WallDialogProps = { id: string; params: URLSearchParams; onClose: () => void };

/** Which boards a wall screen shows, one after the other; what it shows is in its address. */
export function WallDialog({ id, params, onClose }: WallDialogProps) {
  const { value } = useServerData<BoardList>('/api/boards', 60);
  const [others, setOthers] = useState<string[]>([]);
  const [seconds, setSeconds] = useState('30');
  const router = useRouter();
  const show = async () => {
    const every = Number(seconds);
    if (others.length > 0 && !(every >= wallSeconds.least && every <= wallSeconds.most))
      return {
        what: 'The wall screen was not shown.',
        why: `A board is shown for ${wallSeconds.least} to ${wallSeconds.most.toLocaleString('en')} seconds.`,
        todo: 'Enter a number between them.',
      };
    router.push(wallHref([id, ...others], Math.round(every), params));
    return null;
  };
  const toggle = (board: string) =>
    setOthers((now) => (now.includes(board) ? now.filter((one) => one !== board) : [...now, board]));
  const boards = value?.rows.filter((board) => board.id !== id) ?? [];
  return (
    <ConfirmDialog
      open
      onOpenChange={(open) => !open && onClose()}
      title="Wall screen"
      description="Dark, large and without the frame of the portal. Its address can be opened on the screen itself, by somebody who is signed in there."
      confirmLabel="Show wall screen"
      onConfirm={show}
    >
      {boards.length > 0 && (
        <Field label="In turn with" group>
          <div className="grid max-h-60 gap-1.5 overflow-y-auto py-1">
            {boards.map((board) => (
              <Checkbox
                key={board.id}
                label={board.name}
                checked={others.includes(board.id)}
                onChange={() => toggle(board.id)}
              />
            ))}
          </div>
        </Field>
      )}
      {others.length > 0 && (
        <Field label="Each for" name="seconds">
          <TextInput
            inputMode="numeric"
            suffix="seconds"
            className="max-w-24"
            value={seconds}
            onChange={({ target }) => setSeconds(target.value)}
          />
        </Field>
      )}
    </ConfirmDialog>
  );
}
