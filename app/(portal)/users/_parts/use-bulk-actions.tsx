'use client';

import { Ban, CircleCheck, Lock, LockOpen } from 'lucide-react';
import { useCallback, useState } from 'react';
import { type Selection, selectedCount } from '#app/_ui/table/selection.ts';
import type { BulkAction } from '#app/_ui/table/selection-bar.tsx';
import type { UserRow } from '#lib/services/users/list-users.ts';
import type { Answer } from '#lib/web/answer.ts';
import { disableUser, enableUser, lockUser, unlockUser } from '../actions.ts';
import type { MayWithUsers } from './user-list.tsx';

export type BulkRun = {
  /** "Lock 12 users" */
  title: string;
  verb: string;
  done: string;
  count: number;
  /** Names as far as they are on the page. */
  rows: Map<string, UserRow>;
  /** null: all that match `query`. */
  ids: string[] | null;
  query: string;
  act(input: { id: string }): Promise<Answer<unknown>>;
  clear(): void;
};

const kinds = [
  {
    verb: 'Lock',
    done: 'locked',
    right: 'lock',
    icon: <Lock aria-hidden />,
    act: lockUser,
    applies: (row: UserRow) => !row.state.locked && !row.state.disabled,
  },
  {
    verb: 'Unlock',
    done: 'unlocked',
    right: 'unlock',
    icon: <LockOpen aria-hidden />,
    act: unlockUser,
    applies: (row: UserRow) => row.state.locked,
  },
  {
    verb: 'Disable',
    done: 'disabled',
    right: 'disable',
    icon: <Ban aria-hidden />,
    act: disableUser,
    applies: (row: UserRow) => !row.state.disabled,
  },
  {
    verb: 'Enable',
    done: 'enabled',
    right: 'disable',
    icon: <CircleCheck aria-hidden />,
    act: enableUser,
    applies: (row: UserRow) => row.state.disabled,
  },
] as const;

/** What can be done to many users at once: each with how many it applies to, or why it can't be done. */
export function useBulkActions(may: MayWithUsers, query: string) {
  const [running, setRunning] = useState<BulkRun | null>(null);
  const actions = useCallback(
    (selection: Selection<UserRow>, clear: () => void): BulkAction[] =>
      kinds.map(({ verb, done, right, icon, act, applies }) => {
        const rows = new Map([...selection.rows].filter(([, row]) => applies(row)));
        const count = selection.all ? selectedCount(selection) : rows.size;
        const none = count === 0 && `None of the selected users can be ${done}.`;
        return {
          label: `${verb} users`,
          icon,
          count,
          disabledReason: (!may[right] && `You have no right to ${verb.toLowerCase()} users.`) || none,
          onRun: () =>
            setRunning({
              title: `${verb} ${count.toLocaleString('en')} ${count === 1 ? 'user' : 'users'}`,
              verb,
              done,
              count,
              rows,
              ids: selection.all ? null : [...rows.keys()],
              query,
              act,
              clear,
            }),
        };
      }),
    [may, query],
  );
  const close = useCallback(() => setRunning(null), []);
  return { actions, running, close };
}
