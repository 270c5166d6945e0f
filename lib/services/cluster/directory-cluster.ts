import type { Directory } from '../../directory/port.ts';
import type { Member, MemberRole } from '../../domain/cluster.ts';
import { originLags } from '../../domain/csn.ts';
import { Dn } from '../../domain/dn.ts';
import type { Entry } from '../../domain/entry.ts';
import { equal, or } from '../../domain/filter.ts';
import { parseGeneralizedTime } from '../../domain/generalized-time.ts';
import type { Portal } from '../context.ts';
import type { ClusterAt, SyncLine } from './cluster-at.ts';

const monitor = Dn.of('cn=Monitor');

type Seen = {
  name: string;
  host: string;
  /** null: it didn't answer. */
  contextCsn: string[] | null;
  why: string;
  version: string | null;
  since: Date | null;
  clock: ClusterAt['clocks'];
  /** null: cn=Monitor isn't there or not ours to read. */
  syncs: SyncLine[] | null;
};

/** The directory server by server. One that is away delays the others by at most LDAP_TIMEOUT_MS. Never throws. */
export async function directoryCluster({ providers, tree }: Pick<Portal, 'providers' | 'tree'>): Promise<ClusterAt> {
  const names = namesOf(providers.map(({ url }) => url));
  const seen = await Promise.all(
    providers.map(({ url, directory }) =>
      look(directory, names.get(url) as string, new URL(url).hostname, tree.base, names),
    ),
  );
  const role = rolesOf(seen);
  const answering = seen.filter(({ contextCsn }) => contextCsn !== null);
  return {
    ...{ id: 'directory', name: 'Directory', leads: false, votes: false },
    what: seen.length > 1 ? 'Replicating directory' : 'Directory, one server',
    members: seen.map((one) => memberOf(one, role(one))),
    away: answering.length > 0 ? null : { why: seen[0]?.why ?? '', todo: 'The portal tries again by itself.' },
    lags: originLags(answering.map(({ name, contextCsn }) => ({ name, contextCsn: contextCsn ?? [] }))),
    syncs: seen.flatMap(({ name, syncs }) => (syncs && syncs.length > 0 ? [{ name, lines: syncs }] : [])),
    clocks: seen.flatMap(({ clock }) => clock),
    secrets: answering.flatMap((one) => notLetIn(one, answering)),
    access: [],
  };
}

/** Those that it copies from, is not connected to, and that answer us. */
function notLetIn({ name, syncs }: Seen, answering: readonly Seen[]): ClusterAt['secrets'] {
  const there = new Set(answering.map((one) => one.name));
  return (syncs ?? [])
    .filter(({ connected, from }) => !connected && there.has(from))
    .map(({ from }) => ({ is: 'replication', who: name, from }));
}

/** Host and port, as people name a provider. */
function namesOf(urls: readonly string[]): Map<string, string> {
  return new Map(urls.map((url) => [url, placeOf(url)]));
}

function placeOf(url: string): string {
  const { protocol, hostname, port } = new URL(url);
  return `${hostname}:${port || (protocol === 'ldaps:' ? 636 : 389)}`;
}

async function look(
  directory: Directory,
  name: string,
  host: string,
  base: Dn,
  names: ReadonlyMap<string, string>,
): Promise<Seen> {
  const reader = directory.asService();
  const suffix = await reader.read(base, ['contextCSN']);
  const nothing = { name, host, version: null, since: null, clock: [], syncs: null };
  if (!suffix.ok) return { ...nothing, contextCsn: null, why: suffix.failure.why };
  const asked = Date.now();
  const found = await reader.search({
    base: monitor,
    scope: 'sub',
    filter: or(
      equal('objectClass', 'monitorServer'),
      equal('objectClass', 'olmSyncReplInstance'),
      equal('cn', 'Start'),
      equal('cn', 'Current'),
    ),
    attributes: [
      'monitoredInfo',
      'monitorTimestamp',
      'olmSRProviderURIList',
      'olmSRSyncPhase',
      'olmSRConnection',
      'olmSRLastContact',
    ],
    limit: 100,
  });
  const contextCsn = suffix.value?.all('contextCSN') ?? [];
  if (!found.ok || found.value.entries.length === 0) return { ...nothing, contextCsn, why: '' };
  const tookSeconds = (Date.now() - asked) / 1_000;
  const { entries } = found.value;
  const timeOf = (dn: string) =>
    parseGeneralizedTime(entries.find((one) => one.dn.key === Dn.of(dn).key)?.first('monitorTimestamp') ?? '');
  const now = timeOf('cn=Current,cn=Time,cn=Monitor');
  return {
    ...{ name, host, contextCsn, why: '' },
    version: versionOf(entries.find((one) => one.has('monitoredInfo'))),
    since: timeOf('cn=Start,cn=Time,cn=Monitor'),
    // It tells whole seconds, cut: half a second later on average.
    clock: now
      ? [
          {
            who: name,
            aheadSeconds: (now.getTime() - asked) / 1_000 - tookSeconds / 2 + 0.5,
            withinSeconds: tookSeconds / 2 + 1,
          },
        ]
      : [],
    syncs: entries.filter((one) => one.has('olmSRProviderURIList')).map((one) => syncLine(one, names)),
  };
}

/** "OpenLDAP: slapd 2.5.13+dfsg-5 (Feb  8 2023 01:56:12)" */
function versionOf(entry: Entry | undefined): string | null {
  return /slapd (\S{1,40})/.exec(entry?.first('monitoredInfo') ?? '')?.[1] ?? null;
}

function syncLine(entry: Entry, names: ReadonlyMap<string, string>): SyncLine {
  const uri = entry.first('olmSRProviderURIList').split(/\s+/)[0] ?? '';
  const place = URL.canParse(uri) ? placeOf(uri) : uri.slice(0, 200);
  return {
    from: names.get(uri) ?? place,
    phase: entry.first('olmSRSyncPhase').slice(0, 40),
    connected: entry.first('olmSRConnection') !== '',
    lastContact: parseGeneralizedTime(entry.first('olmSRLastContact')),
  };
}

const takes = ({ syncs }: Seen) => syncs !== null && syncs.length > 0;

/** Who takes changes from others is a consumer, unless all do: then all are providers. */
function rolesOf(seen: readonly Seen[]): (one: Seen) => MemberRole {
  if (!seen.some(takes)) return () => 'equal';
  const all = seen.every((one) => one.contextCsn === null || takes(one));
  return (one) => (all || !takes(one) ? 'provider' : 'consumer');
}

function memberOf(one: Seen, role: MemberRole): Member {
  const { name, host, contextCsn, version, since, syncs } = one;
  const connected = (syncs ?? []).filter((line) => line.connected).map(({ from }) => from);
  return {
    ...{ name, role, version, since, address: host, sessions: null, follows: null },
    state: contextCsn === null ? 'stopped' : 'running',
    // A provider that only gives doesn't know who takes.
    sees: takes(one) ? [name, ...connected] : null,
  };
}
