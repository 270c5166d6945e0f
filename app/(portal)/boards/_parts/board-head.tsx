'use client';

import { Copy, Download, Monitor, Pencil, Share2, Trash2, Users } from 'lucide-react';
import { useRouter } from 'next/navigation';
import { useState } from 'react';
import { Button } from '#app/_ui/button.tsx';
import { fileName } from '#app/_ui/chart/chart-csv.ts';
import { saveFile } from '#app/_ui/chart/chart-picture.ts';
import { useToast } from '#app/_ui/feedback/toast.tsx';
import { PageHead } from '#app/_ui/frame/page-head.tsx';
import { MenuItem, MenuSeparator } from '#app/_ui/overlay/menu.tsx';
import { Chip } from '#app/_ui/show/chip.tsx';
import type { BoardView } from '#lib/services/boards/read-board.ts';
import { duplicateBoard, removeBoard, restoreBoard, shareBoard } from '../actions.ts';
import type { BoardState } from './use-board.ts';
import { WallDialog } from './wall-dialog.tsx';

type BoardHeadProps = { view: BoardView; board: BoardState; params: URLSearchParams };

export function BoardHead({ view, board, params }: BoardHeadProps) {
  const [shared, setShared] = useState(view.shared);
  const [choosingWall, setChoosingWall] = useState(false);
  const changes = useBoardChanges(view, board.shown.name, setShared);
  const noChange = !view.mayChange && `Only ${view.owner} and system administrators change it. Duplicate it instead.`;
  const editing = board.draft !== null;
  return (
    <>
      <PageHead
        title={board.shown.name || 'No name'}
        back={{ href: '/boards', label: 'Boards' }}
        detail={
          <>
            <span>{view.mine ? 'Yours' : `Of ${view.owner}`}</span>
            <Chip icon={shared ? <Users aria-hidden /> : undefined}>
              {shared ? 'All operators see it' : 'Only you see it'}
            </Chip>
          </>
        }
        actions={
          editing ? (
            <Button onClick={board.cancel}>Cancel</Button>
          ) : (
            <Button icon={<Pencil aria-hidden />} disabledReason={noChange} onClick={board.edit}>
              Edit board
            </Button>
          )
        }
        primary={
          editing && (
            <Button kind="primary" pending={board.saving} onClick={() => void board.save()}>
              Save board
            </Button>
          )
        }
        menu={
          !editing && (
            <>
              <MenuItem icon={<Monitor aria-hidden />} onSelect={() => setChoosingWall(true)}>
                Wall screen…
              </MenuItem>
              <MenuItem
                icon={<Share2 aria-hidden />}
                disabledReason={noChange}
                onSelect={() => void changes.share(!shared)}
              >
                {shared ? 'Stop sharing' : 'Share with all operators'}
              </MenuItem>
              <MenuItem icon={<Copy aria-hidden />} onSelect={() => void changes.duplicate()}>
                Duplicate board
              </MenuItem>
              <MenuItem icon={<Download aria-hidden />} onSelect={() => void changes.download()}>
                Export board
              </MenuItem>
              <MenuSeparator />
              <MenuItem
                icon={<Trash2 aria-hidden />}
                danger
                disabledReason={noChange}
                onSelect={() => void changes.remove()}
              >
                Delete board
              </MenuItem>
            </>
          )
        }
      />
      {choosingWall && <WallDialog id={view.id} params={params} onClose={() => setChoosingWall(false)} />}
    </>
  );
}

type Answer = { ok: true } | { ok: false; failure: { what: string; why: string } };

/** What is done to a board as a whole; what can be taken back has its Undo. */
function useBoardChanges({ id }: BoardView, name: string, setShared: (shared: boolean) => void) {
  const toast = useToast();
  const router = useRouter();
  const done = (answer: Answer) => {
    if (!answer.ok) toast({ title: answer.failure.what, description: answer.failure.why, tone: 'problem' });
    return answer.ok;
  };
  const share = async (shared: boolean) => {
    if (!done(await shareBoard({ id, shared }))) return;
    setShared(shared);
    const back = async () => {
      if (done(await shareBoard({ id, shared: !shared }))) setShared(!shared);
    };
    toast({ title: shared ? `All operators see ${name} now` : `Only you see ${name} now`, undo: back });
  };
  const duplicate = async () => {
    const answer = await duplicateBoard({ id });
    if (!done(answer) || !answer.ok) return;
    toast({ title: `${answer.value.name} was added to your boards` });
    router.push(`/boards/${answer.value.id}`);
  };
  const remove = async () => {
    if (!done(await removeBoard({ id }))) return;
    router.push('/boards');
    const back = async () => {
      if (done(await restoreBoard({ id }))) router.push(`/boards/${id}`);
    };
    toast({ title: `The board ${name} was deleted`, undo: back });
  };
  const download = async () => {
    const response = await fetch(`/api/boards/export?${new URLSearchParams({ id })}`);
    const answer = (await response.json()) as { file: string } | { failure: { what: string; why: string } };
    if ('failure' in answer) done({ ok: false, failure: answer.failure });
    else saveFile(new Blob([answer.file], { type: 'application/json' }), fileName(name, 'json'));
  };
  return { share, duplicate, remove, download };
}
