'use client';

import type { RenameView } from '#lib/services/users/rename/view-rename.ts';
import { JobProgress, type JobWords } from '../../../../_parts/job-progress.tsx';
import { continueRename, takeBackRename } from '../../../actions.ts';

/** How far a rename is. */
export function RenameProgress({ id, first }: { id: string; first: RenameView }) {
  const words: JobWords<RenameView> = {
    subject: ({ from, to }) => (
      <>
        {from.jid} <span aria-hidden>→</span>
        <span className="sr-only">becomes</span> {to.jid}
      </>
    ),
    doing: () => 'Renaming',
    note: pace,
    left: 'What could not be',
    headline: {
      interrupted: 'It was interrupted. Nobody can sign in by two names; continue it, or take it back.',
      failed: 'It stopped at a step. What was done before stands; continue it, or take it back.',
      'taken-back': 'It was taken back: all is as it was.',
      done: ({ onlyDirectory }) => (onlyDirectory ? 'Done, in the directory only.' : 'Done.'),
    },
    buttons: { continue: 'Continue rename', takeBack: 'Take rename back', open: 'Open user', href: `/users/${id}` },
  };
  const url = `/api/users/rename?${new URLSearchParams({ id })}`;
  return <JobProgress {...{ id, first, url, words }} go={continueRename} takeBack={takeBackRename} />;
}

/** Elapsed, and how many items a second were copied. */
function pace({ startedAt, changedAt, steps }: RenameView): string {
  const seconds = Math.max(0, (new Date(changedAt).getTime() - new Date(startedAt).getTime()) / 1000);
  const copies = steps.filter(({ name }) => name.startsWith('copy-'));
  const items = copies.reduce((sum, { done }) => sum + (done ?? 0), 0);
  const spent = copies.reduce((sum, step) => sum + lasted(step), 0);
  const rate = items > 0 && spent > 0 ? `, ${items} items copied, ${Math.round(items / spent)} a second` : '';
  return `${seconds < 60 ? `${Math.round(seconds)} s` : `${Math.round(seconds / 60)} min`} since it began${rate}`;
}

function lasted({ startedAt, endedAt }: RenameView['steps'][number]): number {
  return startedAt && endedAt ? (new Date(endedAt).getTime() - new Date(startedAt).getTime()) / 1000 : 0;
}
