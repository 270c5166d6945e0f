'use client';

import type { NodeJobView } from '#lib/services/servers/nodes/view-node-job.ts';
import { JobProgress, type JobWords } from '../../../../_parts/job-progress.tsx';
import { continueNodeJob, takeBackNodeJob } from '../../cluster-actions.ts';

/** How far the change of a cluster is. */
export function NodeJobProgress({ id, first }: { id: string; first: NodeJobView }) {
  const words: JobWords<NodeJobView> = {
    subject: ({ node }) => node,
    doing: ({ verb }) => doings[verb],
    headline: {
      interrupted: 'It was interrupted. Continue it, or take it back where that can be.',
      failed: 'It stopped at a step. What was done before stands; continue it, or take it back where that can be.',
      'taken-back': 'It was taken back.',
      done: saidWhenDone,
    },
    buttons: { continue: 'Continue', takeBack: 'Take back', open: 'Open cluster', href: `/servers/${id}/cluster` },
  };
  const url = `/api/servers/node-job?${new URLSearchParams({ id })}`;
  return <JobProgress {...{ id, first, url, words }} go={continueNodeJob} takeBack={takeBackNodeJob} />;
}

const doings: Record<NodeJobView['verb'], string> = {
  join: 'Joining',
  leave: 'Leaving',
  remove: 'Removing',
};

function saidWhenDone({ verb, node }: NodeJobView): string {
  if (verb === 'join') return `Done: ${node} is a member, and every member says so.`;
  if (verb === 'remove') return `Done: no member knows ${node} any more.`;
  return `Done: no member knows ${node} any more. Its process may be stopped now, and must not be started again with this configuration unless it is to join again.`;
}
