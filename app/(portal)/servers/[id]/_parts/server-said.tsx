'use client';

import { Unplug } from 'lucide-react';
import type { ReactNode } from 'react';
import { Button } from '#app/_ui/button.tsx';
import { cx } from '#app/_ui/cx.ts';
import { EmptyState } from '#app/_ui/feedback/empty-state.tsx';
import { ErrorNote } from '#app/_ui/feedback/error-note.tsx';
import { Notice } from '#app/_ui/feedback/notice.tsx';
import { SkeletonLines } from '#app/_ui/feedback/skeleton.tsx';
import { RelativeTime } from '#app/_ui/show/relative-time.tsx';
import type { DataFailure, ServerData } from './use-server-data.ts';

type ServerSaidProps<T> = {
  data: ServerData<T>;
  /** Lines of the skeleton. */
  lines?: number;
  /** One part of several on a page: a failure is a line, and none at all where it stands above them already. */
  among?: { said: boolean };
  children: (value: T) => ReactNode;
};

/** What a server said: to come, there, old and greyed since it doesn't answer, or not to be had, with why. */
export function ServerSaid<T extends { asOf: string }>({ data, lines = 4, among, children }: ServerSaidProps<T>) {
  const { value, failure, refresh } = data;
  if (!value) {
    if (!failure) return <SkeletonLines lines={lines} />;
    if (!among) return <NotSaid failure={failure} retry={refresh} />;
    return <p className="py-1 text-faint text-sm">{among.said ? 'Not known.' : `${failure.why} ${failure.todo}`}</p>;
  }
  return (
    <div className="grid min-w-0 gap-3">
      {failure && !among?.said && <Old failure={failure} asOf={value.asOf} retry={refresh} />}
      <div className={cx('min-w-0', failure && 'opacity-80 saturate-0')}>{children(value)}</div>
    </div>
  );
}

/** Above data that is no longer true for sure. */
function Old({ failure, asOf, retry }: { failure: DataFailure; asOf: string; retry: () => void }) {
  return (
    <Notice
      state="warning"
      action={
        <Button size="s" onClick={retry}>
          Try again
        </Button>
      }
    >
      {failure.why} What follows is as of <RelativeTime value={asOf} />.
    </Notice>
  );
}

/** A server that is away or can't do something is not a fault: it is said calmly, with what helps. */
function NotSaid({ failure, retry }: { failure: DataFailure; retry: () => void }) {
  const again = (
    <Button size="s" onClick={retry}>
      Try again
    </Button>
  );
  if (failure.kind !== 'unavailable') return <ErrorNote failure={failure} action={again} />;
  return (
    <div className="rounded-md border border-line">
      <EmptyState icon={<Unplug aria-hidden />} title={failure.what} action={again}>
        {failure.why} {failure.todo}
      </EmptyState>
    </div>
  );
}
