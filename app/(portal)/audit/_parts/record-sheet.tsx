'use client';

import Link from 'next/link';
import { Sheet } from '#app/_ui/overlay/sheet.tsx';
import { Diff } from '#app/_ui/show/diff.tsx';
import { Fact, Facts } from '#app/_ui/show/facts.tsx';
import { Mono } from '#app/_ui/show/mono.tsx';
import { RelativeTime } from '#app/_ui/show/relative-time.tsx';
import type { AuditEntry } from '#lib/services/audit/audit-entry.ts';
import { AuditOutcome, outcomeSentence } from '../../_parts/audit-outcome.tsx';
import { imageChanges } from '../../_parts/image-changes.ts';
import { sentenceOf } from './audit-columns.tsx';

/** All that one record says. */
export function RecordSheet({ record, onClose }: { record: AuditEntry; onClose(): void }) {
  const changes = imageChanges(record.before, record.after, record.targetKind);
  const why = record.failure ?? outcomeSentence(record.outcome);
  return (
    <Sheet
      open
      onOpenChange={(open) => !open && onClose()}
      width="l"
      title={sentenceOf(record)}
      description={`Record ${record.seq.toLocaleString('en')}`}
    >
      <div className="grid gap-5">
        <Facts>
          <Fact label="Outcome">
            <AuditOutcome outcome={record.outcome} ground />
            {why && <p className="mt-1 text-soft">{why}</p>}
          </Fact>
          <Fact label="When">
            <RelativeTime value={record.at} />{' '}
            <span className="text-faint">{record.at.replace('T', ' ').replace(/\.\d+Z$/, ' UTC')}</span>
          </Fact>
          <Fact label="Who">
            {record.actor}
            <Mono value={record.actorDn} wrap faint copy noun="DN" />
          </Fact>
          <Fact label="From">
            <Mono value={record.address} />
          </Fact>
          <Fact label="To what">
            {record.href ? (
              <Link href={record.href} className="text-accent-text underline">
                {record.target ?? record.actor}
              </Link>
            ) : (
              (record.target ?? record.actor)
            )}
            <Mono value={record.targetDn} wrap faint copy noun="DN" />
          </Fact>
          <Fact label="Realm">{record.realm ? <Mono value={record.realm} wrap /> : 'Whole system'}</Fact>
          {record.reason && <Fact label="Reason">{record.reason}</Fact>}
          {record.reference && (
            <Fact label="Reference">
              <Mono value={record.reference} copy noun="reference" />
            </Fact>
          )}
          <Fact label="Action">
            <Mono value={record.action} />
          </Fact>
        </Facts>
        {changes.length > 0 && <Diff changes={changes} />}
      </div>
    </Sheet>
  );
}
