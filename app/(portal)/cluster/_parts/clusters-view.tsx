'use client';

import { Button } from '#app/_ui/button.tsx';
import { Age } from '#app/_ui/feedback/age.tsx';
import { ErrorNote } from '#app/_ui/feedback/error-note.tsx';
import { Notice } from '#app/_ui/feedback/notice.tsx';
import { SkeletonLines } from '#app/_ui/feedback/skeleton.tsx';
import { Section } from '#app/_ui/frame/section.tsx';
import { StateBadge } from '#app/_ui/show/state-badge.tsx';
import { bySeverity } from '#lib/domain/cluster-doctor.ts';
import type { ClusterCheck, PlacesChecked } from '#lib/services/cluster/check-clusters.ts';
import type { ClusterList, ClusterView } from '#lib/services/cluster/list-clusters.ts';
import { events, samplesOf } from '../../_parts/live/use-live.ts';
import { type ServerData, useServerData } from '../../servers/[id]/_parts/use-server-data.ts';
import { ClusterPicture } from './cluster-picture.tsx';
import { FindingsList } from './findings-list.tsx';
import { MembersTable } from './members-table.tsx';
import { Replication } from './replication.tsx';
import { summaryOf } from './state-of.ts';

/** Members are asked live: again when the collector saw a change, and with its samples. */
const watches = [events, samplesOf()];
const membersSeconds = 10;
const placesSeconds = 120;

/** All clusters: each with its picture, its table, and what the doctor found. */
export function ClustersView() {
  const list = useServerData<ClusterList>('/api/cluster', membersSeconds, watches);
  const check = useServerData<ClusterCheck>('/api/cluster/check', placesSeconds);
  if (!list.value)
    return list.failure ? (
      <ErrorNote failure={list.failure} action={<Retry of={list} />} />
    ) : (
      <SkeletonLines lines={8} />
    );
  return (
    <div className="grid gap-8">
      {list.failure && (
        <Notice state="warning" action={<Retry of={list} />}>
          {list.failure.why} What follows is older.
        </Notice>
      )}
      {list.value.clusters.map((cluster) => (
        <ClusterSection
          key={cluster.id}
          cluster={cluster}
          places={check.value?.checked.find(({ id }) => id === cluster.id)}
          check={check}
        />
      ))}
      <p className="flex flex-wrap gap-x-6 gap-y-1">
        <Age
          noun="Members"
          asOf={list.value.asOf}
          staleAfterSeconds={30}
          onRefresh={list.refresh}
          refreshing={list.loading}
        />
        {check.value && <Age noun="Certificates and DNS" asOf={check.value.asOf} staleAfterSeconds={300} />}
      </p>
    </div>
  );
}

function Retry<T>({ of }: { of: ServerData<T> }) {
  return (
    <Button size="s" onClick={of.refresh}>
      Try again
    </Button>
  );
}

type SectionProps = { cluster: ClusterView; places: PlacesChecked | undefined; check: ServerData<ClusterCheck> };

function ClusterSection({ cluster, places, check }: SectionProps) {
  const findings = bySeverity([...cluster.findings, ...(places?.findings ?? [])]);
  const summary = summaryOf({ ...cluster, findings });
  const verb = cluster.id.startsWith('cluster:') ? 'Edit' : 'Open';
  return (
    <Section
      title={cluster.name}
      hint={cluster.what}
      action={
        <>
          <StateBadge state={summary.state}>{summary.word}</StateBadge>
          {cluster.href && (
            <Button size="s" href={cluster.href} aria-label={`${verb} ${cluster.name}`}>
              {verb}
            </Button>
          )}
        </>
      }
    >
      <div className="grid gap-4">
        {cluster.away && (
          <Notice state="failing">
            {cluster.away.why} {cluster.away.todo}
          </Notice>
        )}
        {cluster.members.length > 0 && (
          <div className="grid items-start gap-x-8 gap-y-4 lg:grid-cols-[minmax(0,22rem)_minmax(0,1fr)]">
            <ClusterPicture label={cluster.name} members={cluster.members} sights={cluster.sights} />
            <MembersTable label={`Members of ${cluster.name}`} members={cluster.members} />
          </div>
        )}
        <Replication lags={cluster.lags} syncs={cluster.syncs} />
        {findings.length > 0 && <FindingsList label={`Findings on ${cluster.name}`} findings={findings} />}
        {cluster.id.startsWith('cluster:') ? (
          <p className="text-faint text-xs">What each member said when it was asked last, over SSH.</p>
        ) : (
          <Looked places={places} check={check} found={findings.length} />
        )}
      </div>
    </Section>
  );
}

/** What the doctor has looked at, so that an empty list means something. */
function Looked({
  places,
  check,
  found,
}: {
  places: PlacesChecked | undefined;
  check: ServerData<ClusterCheck>;
  found: number;
}) {
  if (!places) {
    const words = check.failure
      ? `Certificates and DNS were not checked: ${check.failure.why}`
      : 'Certificates and DNS are being looked at.';
    return <p className="text-faint text-xs">{words}</p>;
  }
  const { certificates, services } = places.looked;
  const counts = [
    `${certificates} ${certificates === 1 ? 'certificate' : 'certificates'}`,
    ...(services > 0 ? [`${services} ${services === 1 ? 'DNS name' : 'DNS names'}`] : []),
  ].join(' and ');
  return (
    <p className="text-faint text-xs">
      Looked at what the members say and at {counts}
      {found === 0 ? ': nothing is wrong.' : '.'}
    </p>
  );
}
