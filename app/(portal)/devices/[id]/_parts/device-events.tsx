'use client';

import { useState } from 'react';
import { Button } from '#app/_ui/button.tsx';
import { ErrorNote } from '#app/_ui/feedback/error-note.tsx';
import { SkeletonLines } from '#app/_ui/feedback/skeleton.tsx';
import { Section } from '#app/_ui/frame/section.tsx';
import type { EventList } from '#lib/services/overview/list-events.ts';
import { EventItem } from '../../../overview/_parts/event-list.tsx';
import { useServerData } from '../../../servers/[id]/_parts/use-server-data.ts';

const step = 10;
const most = 200;

/** What happened to the device, and what it said of itself: the newest first. */
export function DeviceEvents({ id }: { id: string }) {
  const [limit, setLimit] = useState(step);
  const query = new URLSearchParams({ target: `device:${id}`, limit: String(limit) });
  const { value, failure } = useServerData<EventList>(`/api/overview/events?${query}`);
  return (
    <Section title="What changed" hint="How it answers, and the traps and informs that it sends">
      {!value ? (
        failure ? (
          <ErrorNote failure={{ ...failure, what: 'The events were not read.' }} />
        ) : (
          <SkeletonLines lines={3} />
        )
      ) : value.rows.length === 0 ? (
        <p className="text-soft text-sm">Nothing was heard of it in the last 90 days.</p>
      ) : (
        <ol aria-label="Events of the device">
          {value.rows.map((event) => (
            <EventItem key={event.id} event={event} />
          ))}
        </ol>
      )}
      {value?.next && limit < most && (
        <Button size="s" kind="quiet" className="mt-2 w-fit" onClick={() => setLimit(Math.min(most, limit * 2))}>
          Show older events
        </Button>
      )}
    </Section>
  );
}
