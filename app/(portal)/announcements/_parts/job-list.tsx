'use client';

import { useState } from 'react';
import { Button } from '#app/_ui/button.tsx';
import { ErrorNote, type FailureView } from '#app/_ui/feedback/error-note.tsx';
import { ProgressLine } from '#app/_ui/feedback/progress-line.tsx';
import { SkeletonLines } from '#app/_ui/feedback/skeleton.tsx';
import { Card } from '#app/_ui/frame/section.tsx';
import { RelativeTime } from '#app/_ui/show/relative-time.tsx';
import { StateBadge } from '#app/_ui/show/state-badge.tsx';
import type { Rows } from '#app/_ui/table/use-rows.ts';
import type { AnnouncementJob, JobNote } from '#lib/services/announcements/announcement-jobs.ts';
import { stopAnnouncement } from '../actions.ts';
import { doneOf, outcomeOf, rateOf } from './job-words.ts';

/** What is being sent and what was, one's own of the last day. */
export function JobList({ jobs }: { jobs: Rows<AnnouncementJob> }) {
  const { answer, failure, refresh } = jobs;
  return (
    <Card title="Sent by you">
      {failure && <ErrorNote failure={failure} />}
      {!answer && !failure && <SkeletonLines lines={2} />}
      {answer?.rows.length === 0 && (
        <p className="py-1 text-sm text-soft">Nothing in the last day. Older ones stand in the audit log.</p>
      )}
      <ul className="grid divide-y divide-line">
        {answer?.rows.map((job) => (
          <li key={job.id} className="py-2.5 first:pt-1">
            <Job job={job} onStopped={refresh} />
          </li>
        ))}
      </ul>
    </Card>
  );
}

function Job({ job, onStopped }: { job: AnnouncementJob; onStopped: () => void }) {
  const [failure, setFailure] = useState<FailureView | null>(null);
  const [stopping, setStopping] = useState(false);
  const running = job.endedAt === null;
  const stop = async () => {
    setStopping(true);
    const answer = await stopAnnouncement({ id: job.id });
    if (!answer.ok) {
      setStopping(false);
      setFailure(answer.failure);
    }
    onStopped();
  };
  const { state, word, detail } = outcomeOf(job);
  return (
    <article aria-label={`To ${job.name}`} className="grid gap-1.5 text-sm">
      <div className="flex items-start gap-2">
        <div className="min-w-0 flex-1">
          <p className="font-medium [overflow-wrap:anywhere]">To {job.name}</p>
          <p className="truncate text-faint text-xs">
            {job.subject && `${job.subject} · `}
            <RelativeTime value={job.begunAt} />
          </p>
        </div>
        {running && (
          <Button size="s" onClick={stop} pending={stopping}>
            Stop
          </Button>
        )}
      </div>
      {running ? (
        <ProgressLine
          label={`Sending to ${job.name}`}
          value={job.total === null ? undefined : Math.min(doneOf(job), job.total)}
          max={job.total ?? undefined}
          note={rateOf(job, Date.now())}
        />
      ) : (
        <div role="status" className="grid gap-0.5">
          <StateBadge state={state}>{word}</StateBadge>
          <p className="text-soft text-xs">{detail}</p>
          {job.failure && state === 'failing' && <p className="text-failing text-xs">{job.failure}</p>}
        </div>
      )}
      <Notes notes={job.problems} />
      {!running && <Notes notes={job.claims} quiet />}
      {failure && <ErrorNote failure={failure} />}
    </article>
  );
}

function Notes({ notes, quiet }: { notes: JobNote[]; quiet?: boolean }) {
  if (notes.length === 0) return null;
  return (
    <ul className={quiet ? 'text-faint text-xs' : 'text-soft text-xs'}>
      {notes.map(({ where, people, text }) => (
        <li key={`${where} ${text}`} className="[overflow-wrap:anywhere]">
          {where}
          {people !== null && ` (${people.toLocaleString('en')})`}: {text}
        </li>
      ))}
    </ul>
  );
}
