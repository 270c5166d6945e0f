import { Mono } from '#app/_ui/show/mono.tsx';
import { RelativeTime } from '#app/_ui/show/relative-time.tsx';
import type { ClusterView } from '#lib/services/cluster/list-clusters.ts';
import { seconds } from './state-of.ts';

/** How far each provider is behind, by where changes come from, and what it says of its connections to the others. */
export function Replication({ lags, syncs }: Pick<ClusterView, 'lags' | 'syncs'>) {
  if (lags.length === 0) return null;
  return (
    <dl className="grid gap-x-8 gap-y-2 text-sm sm:grid-cols-2">
      {lags.map(({ serverId, newest, behind }) => (
        <div key={serverId}>
          <dt className="text-faint text-xs">
            Changes made at server ID {serverId}, the last <RelativeTime value={newest} />
          </dt>
          {behind.map((one) => (
            <dd key={one.name}>
              <Mono value={one.name} />{' '}
              {one.seconds === null ? 'has none' : one.seconds === 0 ? 'has all' : `is ${seconds(one.seconds)} behind`}
            </dd>
          ))}
        </div>
      ))}
      {syncs.map(({ name, lines }) => (
        <div key={name}>
          <dt className="text-faint text-xs">
            What <Mono value={name} /> says of its own copying
          </dt>
          {lines.map(({ from, phase, connected, lastContact }) => (
            <dd key={from}>
              from <Mono value={from} />: {connected ? `phase ${phase || 'not told'}` : 'not connected'}, last contact{' '}
              <RelativeTime value={lastContact} none="never" />
            </dd>
          ))}
        </div>
      ))}
    </dl>
  );
}
