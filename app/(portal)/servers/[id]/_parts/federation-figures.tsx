'use client';

import { Mono } from '#app/_ui/show/mono.tsx';
import { RelativeTime } from '#app/_ui/show/relative-time.tsx';
import { StateBadge } from '#app/_ui/show/state-badge.tsx';
import { soonDays } from '#lib/services/servers/federation-statistics.ts';
import type { ServerFederation } from '#lib/services/servers/server-federation.ts';
import { Figure, Figures } from './figures.tsx';

type Statistics = ServerFederation['statistics'];

/** What the sessions come to, counted from the rows below it. */
export function FederationFigures({ value: { statistics, counted } }: { value: ServerFederation }) {
  const { remotes, connecting, tls, authentication } = statistics;
  return (
    <div className="grid gap-3">
      <Figures>
        <Figure label="In">{statistics.in.toLocaleString('en')}</Figure>
        <Figure label="Out" hint={connecting > 0 && `${connecting} connecting`}>
          {statistics.out.toLocaleString('en')}
        </Figure>
        <Figure label="Remote domains">{remotes.length.toLocaleString('en')}</Figure>
        <Figure label="TLS">{shares(tls, 'unknown')}</Figure>
        <Figure label="Authentication">{shares(authentication, 'unknown')}</Figure>
        <Figure label="Certificates">
          <Certificates {...statistics} />
        </Figure>
        <Stanzas statistics={statistics} counted={counted} />
      </Figures>
      {remotes.length > 1 && <Remotes remotes={remotes} />}
    </div>
  );
}

function shares(all: Statistics['tls'], none: string): string {
  if (all.length === 0) return '–';
  return all.map(({ name, sessions }) => `${sessions.toLocaleString('en')} ${name ?? none}`).join(', ');
}

function Certificates({ expired, expiring }: Pick<Statistics, 'expired' | 'expiring'>) {
  if (expired.length + expiring.length === 0)
    return <span className="font-normal text-sm text-soft">None expires within {soonDays} days</span>;
  return (
    <span className="grid">
      {expired.length > 0 && <StateBadge state="failing">{few(expired)} expired</StateBadge>}
      {expiring.length > 0 && (
        <StateBadge state="warning">
          {few(expiring)} within {soonDays} days
        </StateBadge>
      )}
    </span>
  );
}

const few = (domains: string[]) => (domains.length === 1 ? domains[0] : `${domains.length} domains`);

/** Of the server's own counters where it has them: sessions that ended count there too. */
function Stanzas({ statistics, counted }: Pick<ServerFederation, 'statistics' | 'counted'>) {
  const of = (direction: 'in' | 'out') => {
    if (!('value' in counted)) return null;
    const own = counted.value.counters.filter((counter) => counter.direction === direction);
    return own.length === 0 ? null : own.reduce((sum, { count }) => sum + BigInt(count), 0n);
  };
  const bySession = [statistics.stanzasIn, statistics.stanzasOut].map((text) => (text === null ? null : BigInt(text)));
  const [incoming, outgoing] = [of('in') ?? bySession[0], of('out') ?? bySession[1]];
  const since = 'value' in counted ? counted.value.since : null;
  const figure = (count: bigint | null | undefined) => count?.toLocaleString('en') ?? 'not counted';
  const hint = since && of('in') !== null && (
    <>
      since <RelativeTime value={since} />
    </>
  );
  return (
    <Figure label="Stanzas in / out" hint={hint}>
      {figure(incoming)} / {figure(outgoing)}
    </Figure>
  );
}

const mostRemotes = 100;

function Remotes({ remotes }: Pick<Statistics, 'remotes'>) {
  return (
    <details className="text-sm">
      <summary className="w-fit cursor-pointer rounded-sm text-soft">By remote domain</summary>
      <table className="mt-2 text-left" data-figures>
        <thead className="text-faint text-xs">
          <tr>
            <th className="py-1 pr-6 font-medium">Domain</th>
            <th className="py-1 pr-6 text-right font-medium">In</th>
            <th className="py-1 text-right font-medium">Out</th>
          </tr>
        </thead>
        <tbody>
          {remotes.slice(0, mostRemotes).map(({ domain, in: incoming, out }) => (
            <tr key={domain}>
              <td className="py-0.5 pr-6">
                <Mono value={domain} wrap />
              </td>
              <td className="py-0.5 pr-6 text-right">{incoming.toLocaleString('en')}</td>
              <td className="py-0.5 text-right">{out.toLocaleString('en')}</td>
            </tr>
          ))}
        </tbody>
      </table>
      {remotes.length > mostRemotes && <p className="text-faint text-xs">And {remotes.length - mostRemotes} more.</p>}
    </details>
  );
}
