'use client';

import { Age } from '#app/_ui/feedback/age.tsx';
import { ErrorNote } from '#app/_ui/feedback/error-note.tsx';
import { Notice } from '#app/_ui/feedback/notice.tsx';
import { SkeletonLines } from '#app/_ui/feedback/skeleton.tsx';
import { Section } from '#app/_ui/frame/section.tsx';
import type { Overview } from '#lib/services/overview/read-overview.ts';
import { alerts, events, samplesOf } from '../../_parts/live/use-live.ts';
import { MetricChart } from '../../_parts/metrics/metric-chart.tsx';
import { parseRange } from '../../_parts/metrics/metric-range.ts';
import { useServerData } from '../../servers/[id]/_parts/use-server-data.ts';
import { EventList } from './event-list.tsx';
import { FillList } from './fill-list.tsx';
import { FiringList } from './firing-list.tsx';
import { ThingList } from './thing-list.tsx';
import { Verdict } from './verdict.tsx';

const watches = [events, alerts, samplesOf()];
const lastHour = parseRange(new URLSearchParams());
const keyCharts = [
  { name: 'xmpp.users.online', title: 'Users online', everySeconds: 10 },
  { name: 'xmpp.stanzas', title: 'Stanzas', everySeconds: 10 },
  { name: 'xmpp.s2s.sessions', title: 'Sessions with other servers', everySeconds: 60 },
  { name: 'directory.operations', title: 'Operations of the directory', everySeconds: 10 },
];

/** Is everything up, what changed, what is filling up; each part as it comes. */
export function OverviewView({ wall }: { wall: boolean }) {
  const { value, failure, loading, refresh } = useServerData<Overview>('/api/overview', 10, watches);
  return (
    <>
      {failure && value && <Notice state="warning">{failure.why} What follows is old.</Notice>}
      {failure && !value && <ErrorNote failure={{ ...failure, what: 'The overview was not read.' }} />}
      <Section title="Is everything up" action={value && <Verdict overview={value} />}>
        {value ? <ThingList things={value.things} /> : <SkeletonLines lines={5} />}
      </Section>
      {value && value.alerts.first.length > 0 && (
        <Section title="What fires">
          <FiringList alerts={value.alerts} />
        </Section>
      )}
      <Section title="How it goes" hint="The last hour.">
        <div className="grid gap-3 md:grid-cols-2 2xl:grid-cols-4">
          {keyCharts.map((chart) => (
            <MetricChart key={chart.name} {...chart} range={lastHour} total small={!wall} />
          ))}
        </div>
      </Section>
      <div className="grid items-start gap-x-8 gap-y-4 lg:grid-cols-[minmax(0,1fr)_24rem]">
        <Section title="What changed">
          <EventList targets={value?.things ?? []} short={wall} />
        </Section>
        <Section title="What is filling up">
          {value ? <FillList fills={value.fills} /> : <SkeletonLines lines={4} />}
        </Section>
      </div>
      {value && (
        <Age noun="Overview" asOf={value.asOf} staleAfterSeconds={30} onRefresh={refresh} refreshing={loading} />
      )}
    </>
  );
}
