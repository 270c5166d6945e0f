'use client';

import { Button } from '#app/_ui/button.tsx';
import { Notice } from '#app/_ui/feedback/notice.tsx';
import { RelativeTime } from '#app/_ui/show/relative-time.tsx';
import type { State } from '#app/_ui/show/state-badge.tsx';
import { isOver, type NodeWatch } from './node-watch.ts';

/** How far a restart or shutdown is, as seen from here. */
export function NodeProgress({ watch, onDismiss }: { watch: NodeWatch; onDismiss: () => void }) {
  const { node, verb, askedAt, outcome, failed, goneSince, backSince } = watch;
  const state: State = failed ? 'failing' : !isOver(watch) || (verb === 'shutdown' && backSince) ? 'warning' : 'ok';
  return (
    <Notice
      state={state}
      action={
        <Button size="s" kind="quiet" onClick={onDismiss}>
          Dismiss
        </Button>
      }
    >
      <span className="font-mono text-[0.923em]">{node}</span>: {verb === 'restart' ? 'restart' : 'shutdown'} asked{' '}
      <RelativeTime value={askedAt} />
      {goneSince && (
        <>
          {' '}
          · gone since <RelativeTime value={goneSince} />
        </>
      )}
      {backSince && (
        <>
          {' '}
          · back since <RelativeTime value={backSince} />
        </>
      )}
      {!goneSince && !backSince && !failed && ' · still running'}
      {outcome && <span className="block text-soft text-xs">{outcome}</span>}
    </Notice>
  );
}
