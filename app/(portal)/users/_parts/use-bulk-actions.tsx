'use client';

import { Ban, CircleCheck, Lock, LockOpen, Trash2 } from 'lucide-react';
import { type ReactNode, useCallback, useState } from 'react';
import { type Selection, selectedCount } from '#app/_ui/table/selection.ts';
import type { BulkAction } from '#app/_ui/table/selection-bar.tsx';
import type { Ending } from '#lib/services/users/ending-words.ts';
import type { UserRow } from '#lib/services/users/list-users.ts';
import type { Answer } from '#lib/web/answer.ts';
import { deleteUser, disableUser, enableUser, lockUser, unlockUser } from '../actions.ts';
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
  /** Can't be taken back: the number is asked for. */
  final: boolean;
  /** `xmpp` later: XMPP sessions are ended with the next one that says now. */
  act(input: { id: string; xmpp: 'now' | 'later' }): Promise<Answer<{ xmpp?: Ending | null }>>;
  clear(): void;
};

type Kind = {
  verb: string;
  done: string;
  right: Exclude<keyof MayWithUsers, 'create' | 'presence'>;
  icon: ReactNode;
  act: BulkRun['act'];
  applies(row: UserRow): boolean;
};

const kinds: readonly Kind[] = [
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
];

const oneByOne = 'Deleting goes by the people that you see: select them on the page.';

/** What can be done to many users at once: each with how many it applies to, or why it can't be done. */
export function useBulkActions(may: MayWithUsers, query: string) {
  const [running, setRunning] = useState<BulkRun | null>(null);
  const actions = useCallback(
    (selection: Selection<UserRow>, clear: () => void): BulkAction[] => {
      const actionOf = ({ verb, done, right, icon, act, applies }: Kind): BulkAction => {
        const rows = new Map([...selection.rows].filter(([, row]) => applies(row)));
        const count = selection.all ? selectedCount(selection) : rows.size;
        const none = count === 0 && `None of the selected users can be ${done}.`;
        const title = `${verb} ${count.toLocaleString('en')} ${count === 1 ? 'user' : 'users'}`;
        const ids = selection.all ? null : [...rows.keys()];
        return {
          label: `${verb} users`,
          icon,
          count,
          disabledReason: (!may[right] && `You have no right to ${verb.toLowerCase()} users.`) || none,
          onRun: () => setRunning({ title, verb, done, count, rows, ids, query, final: false, act, clear }),
        };
      };
      const remove = actionOf({
        verb: 'Delete',
        done: 'deleted',
        right: 'delete',
        icon: <Trash2 aria-hidden />,
        act: (input) => deleteUser({ ...input, confirm: selection.rows.get(input.id)?.uid ?? '' }),
        applies: () => true,
      });
      return [
        ...kinds.map(actionOf),
        {
          ...remove,
          danger: true,
          disabledReason: remove.disabledReason || (selection.all && oneByOne),
          onRun: () => {
            remove.onRun();
            setRunning((run) => run && { ...run, final: true });
          },
        },
      ];
    },
    [may, query],
  );
  const close = useCallback(() => setRunning(null), []);
  return { actions, running, close };
}
