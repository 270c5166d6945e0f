'use client';

import { Columns } from '#app/_ui/frame/page.tsx';
import { Section } from '#app/_ui/frame/section.tsx';
import { useRows } from '#app/_ui/table/use-rows.ts';
import type { AnnouncementPlace } from '#lib/services/announcements/announcement-places.ts';
import { Compose } from './compose.tsx';
import { JobList } from './job-list.tsx';
import { Motd } from './motd.tsx';
import { useJobs } from './use-jobs.ts';

/** Writing at the left, what is being sent and was sent at the right. */
export function AnnouncementDesk({ toServers, setMotd }: { toServers: boolean; setMotd: boolean }) {
  const jobs = useJobs();
  return (
    <Columns side={<JobList jobs={jobs} />}>
      {toServers || setMotd ? (
        <WithPlaces toServers={toServers} setMotd={setMotd} onSent={jobs.refresh} />
      ) : (
        <Section title="New announcement">
          <Compose places={null} onSent={jobs.refresh} />
        </Section>
      )}
    </Columns>
  );
}

type WithPlacesProps = { toServers: boolean; setMotd: boolean; onSent: () => void };

/** Delegated administrators don't see servers, so only the others ask for them. */
function WithPlaces({ toServers, setMotd, onSent }: WithPlacesProps) {
  const places = useRows<AnnouncementPlace>('/api/announcements/places');
  return (
    <>
      <Section title="New announcement">
        <Compose places={toServers ? places : null} onSent={onSent} />
      </Section>
      {setMotd && (
        <Section
          title="Message of the day"
          id="motd"
          hint="Everybody of a domain is shown it when they sign in, until it is deleted"
        >
          <Motd places={places} />
        </Section>
      )}
    </>
  );
}
