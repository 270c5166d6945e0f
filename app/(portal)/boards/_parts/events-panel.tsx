'use client';

import { ErrorNote } from '#app/_ui/feedback/error-note.tsx';
import { SkeletonLines } from '#app/_ui/feedback/skeleton.tsx';
import type { PanelOf } from '#lib/domain/board.ts';
import type { EventList } from '#lib/services/overview/list-events.ts';
import { events } from '../../_parts/live/use-live.ts';
import { EventItem } from '../../overview/_parts/event-list.tsx';
import { useServerData } from '../../servers/[id]/_parts/use-server-data.ts';
import { PanelBox } from './panel-box.tsx';

const news = [events];

/** What changed, the newest first. */
export function EventsPanel({ panel, title }: { panel: PanelOf<'events'>; title: string }) {
  const query = new URLSearchParams({
    severity: panel.severity ?? '',
    target: panel.target ?? '',
    limit: String(panel.rows),
  });
  const { value, failure } = useServerData<EventList>(`/api/overview/events?${query}`, 10, news);
  return (
    <PanelBox title={title}>
      {value ? (
        <ol aria-label={title}>
          {value.rows.map((event) => (
            <EventItem key={event.id} event={event} />
          ))}
        </ol>
      ) : failure ? (
        <ErrorNote failure={failure} />
      ) : (
        <SkeletonLines lines={4} />
      )}
      {value?.rows.length === 0 && <p className="text-faint text-sm">Nothing of this happened in the last 90 days.</p>}
    </PanelBox>
  );
}
