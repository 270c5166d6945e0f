'use client';

import { History } from 'lucide-react';
import Link from 'next/link';
import { useState } from 'react';
import { Button } from '#app/_ui/button.tsx';
import { cx } from '#app/_ui/cx.ts';
import { EmptyState } from '#app/_ui/feedback/empty-state.tsx';
import { ErrorNote } from '#app/_ui/feedback/error-note.tsx';
import { SkeletonLines } from '#app/_ui/feedback/skeleton.tsx';
import { Select } from '#app/_ui/form/select.tsx';
import { RelativeTime } from '#app/_ui/show/relative-time.tsx';
import { type State, StateBadge } from '#app/_ui/show/state-badge.tsx';
import type { EventRow, EventList as Events } from '#lib/services/overview/list-events.ts';
import { events } from '../../_parts/live/use-live.ts';
import { useAddress } from '../../_parts/metrics/use-address.ts';
import { useServerData } from '../../servers/[id]/_parts/use-server-data.ts';

const states: Record<EventRow['severity'], { state: State; word: string }> = {
  info: { state: 'ok', word: 'Info' },
  warn: { state: 'warning', word: 'Warning' },
  failing: { state: 'failing', word: 'Failing' },
};
const severities = [
  { value: '', label: 'All events' },
  { value: 'failing', label: 'Failing' },
  { value: 'warn', label: 'Warnings' },
  { value: 'info', label: 'Info' },
];
const watches = [events];
const step = 25;
const most = 200;

type EventListProps = { targets: { target: string; name: string }[]; short?: boolean };

/** What changed, the newest first; what is chosen is in the address. */
export function EventList({ targets, short }: EventListProps) {
  const [params, change] = useAddress();
  const [limit, setLimit] = useState(step);
  const severity = params.get('severity') ?? '';
  const target = params.get('of') ?? '';
  const put = (name: string, value: string) =>
    change((now) => {
      const next = new URLSearchParams(now);
      if (value) next.set(name, value);
      else next.delete(name);
      return next;
    });
  const query = new URLSearchParams({ severity, target, limit: String(short ? 12 : limit) });
  const { value, failure } = useServerData<Events>(`/api/overview/events?${query}`, 10, watches);
  const things = targets.map(({ target, name }) => ({ value: target, label: name }));
  return (
    <div className="grid min-w-0 content-start gap-2">
      {!short && (
        <div className="flex flex-wrap gap-2">
          <Select
            small
            aria-label="Severity"
            className="w-36"
            options={severities}
            value={severity}
            onChange={(event) => put('severity', event.target.value)}
          />
          <Select
            small
            aria-label="Of what"
            className="w-52"
            options={[{ value: '', label: 'Everything' }, ...things]}
            value={target}
            onChange={(event) => put('of', event.target.value)}
          />
        </div>
      )}
      {!value ? (
        failure ? (
          <ErrorNote failure={{ ...failure, what: 'The events were not read.' }} />
        ) : (
          <SkeletonLines lines={6} />
        )
      ) : value.rows.length === 0 ? (
        <NoEvents filtered={severity !== '' || target !== ''} clear={() => change((now) => without(now))} />
      ) : (
        <ol aria-label="Events">
          {value.rows.map((event) => (
            <EventItem key={event.id} event={event} />
          ))}
        </ol>
      )}
      {!short && value?.next && limit < most && (
        <Button size="s" kind="quiet" className="w-fit" onClick={() => setLimit(Math.min(most, limit * 2))}>
          Show older events
        </Button>
      )}
    </div>
  );
}

export function EventItem({ event: { at, target, name, severity, text } }: { event: EventRow }) {
  const { state, word } = states[severity];
  const begins = text.startsWith(`${name} `);
  const charts = (
    <Link
      href={chartsAround(target, at)}
      className={cx('rounded-sm underline-offset-2 hover:underline', !begins && 'text-faint')}
    >
      {name}
    </Link>
  );
  return (
    <li className="grid gap-x-3 border-line border-b py-1.5 text-sm sm:grid-cols-[6rem_6rem_minmax(0,1fr)]">
      <span className="text-faint">
        <RelativeTime value={at} />
      </span>
      <StateBadge state={state}>{word}</StateBadge>
      <span className="min-w-0 [overflow-wrap:anywhere]">
        {begins ? charts : `${text} `}
        {begins ? text.slice(name.length) : charts}
      </span>
    </li>
  );
}

/** Charts of the half hours before and after. */
function chartsAround(target: string, at: string): string {
  const around = (seconds: number) => new Date(Date.parse(at) + seconds * 1000).toISOString();
  return `/metrics?${new URLSearchParams({ target, from: around(-1800), to: around(1800) })}`;
}

function NoEvents({ filtered, clear }: { filtered: boolean; clear: () => void }) {
  return (
    <EmptyState
      icon={<History aria-hidden />}
      title={filtered ? 'No such events' : 'Nothing happened yet'}
      action={filtered && <Button onClick={clear}>Show all events</Button>}
    >
      {filtered
        ? 'None of the last 90 days fits.'
        : 'A server that goes away, a member that stops, a certificate that runs out: each is told here once.'}
    </EmptyState>
  );
}

function without(now: URLSearchParams): URLSearchParams {
  const next = new URLSearchParams(now);
  next.delete('severity');
  next.delete('of');
  return next;
}
