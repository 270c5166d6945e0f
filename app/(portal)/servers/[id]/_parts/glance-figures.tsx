'use client';

import Link from 'next/link';
import type { ReactNode } from 'react';
import { Age } from '#app/_ui/feedback/age.tsx';
import { StateBadge } from '#app/_ui/show/state-badge.tsx';
import type { Told } from '#lib/services/servers/fact.ts';
import type { ServerGlance } from '#lib/services/servers/server-glance.ts';
import { Figure, Figures } from './figures.tsx';
import { ServerSaid } from './server-said.tsx';
import type { ServerData } from './use-server-data.ts';

/** The few figures that say how a server is; each leads to where it comes from. */
export function GlanceFigures({ id, data }: { id: string; data: ServerData<ServerGlance> }) {
  return (
    <section aria-label="At a glance" className="grid min-h-18 content-start gap-2">
      <ServerSaid data={data} lines={2} among={{ said: true }}>
        {({ sessions, federation, cluster }) => (
          <Figures>
            <Figure label={<To href={`/servers/${id}/sessions`}>Sessions online</To>}>
              <Known told={sessions}>{(count) => count.toLocaleString('en')}</Known>
            </Figure>
            <Figure label={<To href={`/servers/${id}/federation`}>Other servers, in</To>}>
              <Known told={federation}>{(count) => count.in.toLocaleString('en')}</Known>
            </Figure>
            <Figure label={<To href={`/servers/${id}/federation`}>Other servers, out</To>}>
              <Known told={federation}>{({ out }) => out.toLocaleString('en')}</Known>
            </Figure>
            <Figure label={<To href={`/servers/${id}/cluster`}>Cluster</To>}>
              <Known told={cluster}>{(state) => <ClusterBadge {...state} />}</Known>
            </Figure>
          </Figures>
        )}
      </ServerSaid>
      {data.value && (
        <Age
          noun="Figures"
          asOf={data.value.asOf}
          staleAfterSeconds={30}
          onRefresh={data.refresh}
          refreshing={data.loading}
        />
      )}
    </section>
  );
}

function To({ href, children }: { href: string; children: ReactNode }) {
  return (
    <Link href={href} className="rounded-sm hover:text-text hover:underline">
      {children}
    </Link>
  );
}

/** Where there is no figure, the reason stands in its place for who asks. */
export function Known<T>({ told, children }: { told: Told<T>; children: (value: T) => ReactNode }) {
  if ('value' in told) return children(told.value);
  return (
    <span
      // biome-ignore lint/a11y/noNoninteractiveTabindex: the reason must be reachable by keyboard.
      tabIndex={0}
      data-tip={[told.why, told.todo].filter(Boolean).join(' ')}
      className="cursor-help rounded-sm font-normal text-faint text-sm underline decoration-dotted underline-offset-3"
    >
      not known
    </span>
  );
}

function ClusterBadge({ running, stopped, agree }: { running: number; stopped: number; agree: boolean }) {
  const nodes = (count: number) => `${count.toLocaleString('en')} ${count === 1 ? 'node' : 'nodes'}`;
  if (!agree) return <StateBadge state="failing">Nodes disagree</StateBadge>;
  if (stopped > 0)
    return (
      <StateBadge state="warning">
        {nodes(running)} running, {stopped.toLocaleString('en')} stopped
      </StateBadge>
    );
  return <StateBadge state="ok">{nodes(running)} running</StateBadge>;
}
