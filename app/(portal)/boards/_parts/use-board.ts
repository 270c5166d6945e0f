'use client';

import { useCallback, useEffect, useState } from 'react';
import type { FailureView } from '#app/_ui/feedback/error-note.tsx';
import { useToast } from '#app/_ui/feedback/toast.tsx';
import type { Board } from '#lib/domain/board.ts';
import type { BoardView } from '#lib/services/boards/read-board.ts';
import { useAddress } from '../../_parts/metrics/use-address.ts';
import { editBoard } from '../actions.ts';

export type BoardState = {
  /** The draft while there is one. */
  shown: Board;
  draft: Board | null;
  failure: FailureView | null;
  saving: boolean;
  edit: () => void;
  change: (to: (now: Board) => Board) => void;
  save: () => Promise<void>;
  cancel: () => void;
};

/** What somebody rearranges is a draft of theirs until they save it, as one change that has an Undo. */
export function useBoard(view: BoardView): BoardState {
  const [params, changeAddress] = useAddress();
  const [kept, setKept] = useState({ board: view.board, version: view.version });
  const [draft, setDraft] = useState(view.mayChange && params.get('edit') === '1' ? view.board : null);
  const [failure, setFailure] = useState<FailureView | null>(null);
  const [saving, setSaving] = useState(false);
  const toast = useToast();
  useUnsavedWarning(draft !== null && draft !== kept.board);

  const begin = (board: Board | null) => {
    setDraft(board);
    setFailure(null);
    changeAddress((now) => {
      const next = new URLSearchParams(now);
      if (board) next.set('edit', '1');
      else next.delete('edit');
      return next;
    });
  };
  const write = async (board: Board, version: number) => {
    const answer = await editBoard({ id: view.id, version, board });
    if (answer.ok) setKept({ board, version: answer.value.version });
    return answer;
  };
  const save = async () => {
    if (!draft) return;
    setSaving(true);
    const before = kept.board;
    const answer = await write(draft, kept.version);
    setSaving(false);
    if (!answer.ok) return setFailure(answer.failure);
    begin(null);
    toast({
      title: `${draft.name} was saved`,
      undo: async () => {
        const back = await write(before, answer.value.version);
        if (!back.ok) toast({ title: back.failure.what, description: back.failure.why, tone: 'problem' });
      },
    });
  };
  const change = useCallback((to: (now: Board) => Board) => setDraft((now) => now && to(now)), []);
  return {
    ...{ shown: draft ?? kept.board, draft, failure, saving, change, save },
    edit: () => begin(kept.board),
    cancel: () => begin(null),
  };
}

/** A window that is closed takes the draft with it: the browser asks first. */
function useUnsavedWarning(unsaved: boolean): void {
  useEffect(() => {
    if (!unsaved) return;
    const ask = (event: BeforeUnloadEvent) => event.preventDefault();
    window.addEventListener('beforeunload', ask);
    return () => window.removeEventListener('beforeunload', ask);
  }, [unsaved]);
}
