'use client';

import { ChevronRight } from 'lucide-react';
import { useId, useState } from 'react';
import { Button } from '#app/_ui/button.tsx';
import { cx } from '#app/_ui/cx.ts';
import { ErrorNote } from '#app/_ui/feedback/error-note.tsx';
import { SkeletonLines } from '#app/_ui/feedback/skeleton.tsx';
import { Section } from '#app/_ui/frame/section.tsx';
import { Diff } from '#app/_ui/show/diff.tsx';
import { RelativeTime } from '#app/_ui/show/relative-time.tsx';
import type { AuditEntry } from '#lib/services/audit/audit-entry.ts';
import { AuditOutcome, outcomeSentence } from './audit-outcome.tsx';
import { imageChanges } from './image-changes.ts';
import { useHistory } from './use-history.ts';

export type HistoryRow = Pick<
  AuditEntry,
  'seq' | 'at' | 'outcome' | 'address' | 'targetKind' | 'before' | 'after' | 'reason' | 'failure' | 'reference'
>;

type HistoryListProps<Row> = {
  title: string;
  hint?: string;
  id?: string;
  /** Answers `{rows, total}` for `offset` and `limit`. */
  url: string;
  /** When the page was made; a newer page asks again. */
  asOf: number;
  sentence: (row: Row) => string;
  none: string;
};

/** Newest first, ten at a time; each row opens to what it changed. */
export function HistoryList<Row extends HistoryRow>({
  title,
  hint,
  id,
  url,
  asOf,
  sentence,
  none,
}: HistoryListProps<Row>) {
  const { rows, total, failure, loading, more, again } = useHistory<Row>(url, asOf);
  return (
    <Section id={id} title={title} hint={hint}>
      {failure && (
        <ErrorNote
          failure={failure}
          action={
            <Button size="s" onClick={again}>
              Try again
            </Button>
          }
        />
      )}
      {rows === null && !failure && <SkeletonLines lines={3} />}
      {rows?.length === 0 && <p className="py-1 text-faint text-sm">{none}</p>}
      {rows && rows.length > 0 && (
        <ol className="divide-y divide-line">
          {rows.map((row) => (
            <HistoryLine key={row.seq} row={row} sentence={sentence(row)} />
          ))}
        </ol>
      )}
      {rows && rows.length < total && (
        <Button size="s" kind="quiet" className="mt-2 -ml-2" pending={loading} onClick={more}>
          Show more of {total.toLocaleString('en')}
        </Button>
      )}
    </Section>
  );
}

function HistoryLine({ row, sentence }: { row: HistoryRow; sentence: string }) {
  const [open, setOpen] = useState(false);
  const id = useId();
  const changes = imageChanges(row.before, row.after, row.targetKind);
  const details = [row.address && `From ${row.address}`, row.reference && `Reference ${row.reference}`]
    .filter(Boolean)
    .join(' · ');
  return (
    <li>
      <div className="flex min-h-9 items-center gap-2 text-sm">
        <button
          type="button"
          aria-expanded={open}
          aria-controls={open ? id : undefined}
          onClick={() => setOpen(!open)}
          className="-ml-1 flex min-h-8 min-w-0 flex-1 items-center gap-1.5 rounded-sm px-1 text-left hover:bg-hover"
        >
          <ChevronRight
            aria-hidden
            className={cx('text-faint transition-transform duration-100 [&.lucide]:size-3.5', open && 'rotate-90')}
          />
          <span className="min-w-0 [overflow-wrap:anywhere]">{sentence}</span>
        </button>
        {row.outcome !== 'succeeded' && <AuditOutcome outcome={row.outcome} />}
        <span className="flex-none text-faint text-xs">
          <RelativeTime value={row.at} />
        </span>
      </div>
      {open && (
        <div id={id} className="grid gap-2 pb-3 pl-5 text-sm">
          {row.failure && <p className="text-failing">{row.failure}</p>}
          {!row.failure && outcomeSentence(row.outcome) && <p className="text-soft">{outcomeSentence(row.outcome)}</p>}
          {row.reason && <p className="text-soft">{row.reason}</p>}
          {changes.length > 0 && <Diff changes={changes} />}
          {details && <p className="text-faint text-xs">{details}</p>}
          {changes.length === 0 && !row.failure && !row.reason && !details && (
            <p className="text-faint">Nothing more is known.</p>
          )}
        </div>
      )}
    </li>
  );
}
