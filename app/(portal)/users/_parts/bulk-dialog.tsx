'use client';

import { useRef, useState } from 'react';
import { Button } from '#app/_ui/button.tsx';
import { ErrorNote, type FailureView } from '#app/_ui/feedback/error-note.tsx';
import { ProgressLine } from '#app/_ui/feedback/progress-line.tsx';
import { TypeToConfirm } from '#app/_ui/form/type-to-confirm.tsx';
import { Dialog } from '#app/_ui/overlay/dialog.tsx';
import { type Ending, endingWords, mergedEndings } from '#lib/services/users/ending-words.ts';
import type { BulkRun } from './use-bulk-actions.tsx';

const askCountFrom = 10;
const shownProblems = 20;

/** XMPP sessions are ended for so many people at once. */
const endedAtOnce = 50;

type Outcome = {
  done: number;
  problems: { id: string; name: string; why: string }[];
  endings: Ending[];
  ended: boolean;
};

/** Says what would be done to how many, does it one by one with progress, can be stopped, and names each that it wasn't done to. */
export function BulkDialog({ run, onClose, onDone }: { run: BulkRun; onClose(): void; onDone(): void }) {
  const asksCount = run.final || run.count >= askCountFrom;
  const [confirmed, setConfirmed] = useState(!asksCount);
  const [total, setTotal] = useState(run.count);
  const [outcome, setOutcome] = useState<Outcome | null>(null);
  const [failure, setFailure] = useState<FailureView | null>(null);
  const stopped = useRef(false);

  const start = async () => {
    const found = await idsOf(run);
    if ('failure' in found) return setFailure(found.failure);
    setTotal(found.ids.length);
    const now: Outcome = { done: 0, problems: [], endings: [], ended: false };
    setOutcome(now);
    for (const [at, id] of found.ids.entries()) {
      if (stopped.current) break;
      const last = (at + 1) % endedAtOnce === 0 || at === found.ids.length - 1;
      const answer = await run.act({ id, xmpp: last ? 'now' : 'later' });
      if (answer.ok) {
        now.done++;
        if (answer.value.xmpp) now.endings.push(answer.value.xmpp);
      } else
        now.problems.push({
          id,
          name: run.rows.get(id)?.name ?? id,
          why: `${answer.failure.why} ${answer.failure.todo}`,
        });
      setOutcome({ ...now });
    }
    setOutcome({ ...now, ended: true });
    onDone();
    if (now.problems.length === 0) run.clear();
  };

  const close = () => {
    stopped.current = true;
    onClose();
  };
  return (
    <Dialog open onOpenChange={(open) => !open && close()} title={run.title}>
      <div className="grid gap-4">
        {!outcome && (
          <p className="text-soft text-sm">
            {run.final && `${namesOf(run)} will be gone with all memberships; this can’t be undone. `}
            Each one is checked against your rights and written to the audit log.
          </p>
        )}
        {!outcome && asksCount && <TypeToConfirm expected={String(run.count)} onMatch={setConfirmed} />}
        {failure && <ErrorNote failure={failure} />}
        {outcome && <Progress outcome={outcome} total={total} run={run} />}
        <div className="flex justify-end gap-2">
          <Button onClick={close}>{outcome?.ended ? 'Close' : outcome ? 'Stop' : 'Cancel'}</Button>
          {!outcome && (
            <Button
              kind={run.final ? 'danger' : 'primary'}
              onClick={start}
              disabledReason={!confirmed && 'Type the number first.'}
            >
              {run.title}
            </Button>
          )}
        </div>
      </div>
    </Dialog>
  );
}

function Progress({ outcome, total, run }: { outcome: Outcome; total: number; run: BulkRun }) {
  const past = outcome.done + outcome.problems.length;
  return (
    <div className="grid gap-3">
      {!outcome.ended && <ProgressLine label={run.title} value={past} max={total} />}
      {outcome.ended && (
        <p role="status" className="text-sm">
          {outcome.done.toLocaleString('en')} of {total.toLocaleString('en')} {run.done}.
          {past < total && ' It was stopped; the rest is as it was.'}
          {outcome.endings.length > 0 && ` ${endingWords(mergedEndings(outcome.endings))}`}
        </p>
      )}
      {outcome.problems.length > 0 && (
        <ul className="max-h-48 overflow-y-auto rounded-md border border-line text-sm">
          {outcome.problems.slice(0, shownProblems).map(({ id, name, why }) => (
            <li key={id} className="border-line border-b px-3 py-1.5 last:border-b-0">
              <span className="font-medium">{name}</span> <span className="text-soft">{why}</span>
            </li>
          ))}
          {outcome.problems.length > shownProblems && (
            <li className="px-3 py-1.5 text-faint">and {outcome.problems.length - shownProblems} more</li>
          )}
        </ul>
      )}
    </div>
  );
}

function namesOf({ rows }: BulkRun): string {
  const names = [...rows.values()].map(({ name }) => name);
  return names.length > 4 ? `${names.slice(0, 3).join(', ')} and ${names.length - 3} more` : names.join(', ');
}

async function idsOf(run: BulkRun): Promise<{ ids: string[] } | { failure: FailureView }> {
  if (run.ids) return { ids: run.ids };
  const response = await fetch(`/api/users/matching?${run.query}`);
  return (await response.json()) as { ids: string[] } | { failure: FailureView };
}
