import { peopleByDomain } from '../../catalog/count-domains.ts';
import { readState } from '../../catalog/state.ts';
import type { Database } from '../../store/database.ts';
import { lookAtCertificates } from './certificates.ts';
import { usersHosts } from './fast.ts';
import { sharesOf } from './shares.ts';
import { known, type Watched } from './watched.ts';

/** Labels that were seen before, and when people were last counted. */
export type SlowMemory = { tls: Set<string>; mechanisms: Set<string>; s2sTls: Set<string>; countedAt: number };
export const newSlowMemory = (): SlowMemory => ({
  tls: new Set(),
  mechanisms: new Set(),
  s2sTls: new Set(),
  countedAt: Number.NEGATIVE_INFINITY,
});

const mostSessions = 5_000;
const mostHosts = 200;
const hostsAtOnce = 10;
const countEveryMs = 300_000;

/** Every minute: lists, and what hardly changes. */
export async function lookSlow(watched: Watched, memory: SlowMemory, db: Database): Promise<void> {
  if (watched.server.connection.state().is !== 'online') return;
  await Promise.all([
    lookAtUptime(watched),
    lookAtAccounts(watched, memory, db),
    lookAtFederation(watched, memory),
    lookAtSessions(watched, memory),
  ]);
}

async function lookAtUptime({ server, readings }: Watched): Promise<void> {
  const members = (await known(server.cluster())) ?? [];
  const starts = members.filter(({ state, since }) => state === 'running' && since !== null);
  for (const { node, since } of starts)
    readings.add('xmpp.uptime', Math.max(0, (Date.now() - (since as Date).getTime()) / 1000), { node });
  if (starts.length === 0) readings.add('xmpp.uptime', await known(server.connection.uptime(server.domain)));
}

async function lookAtAccounts({ server, readings }: Watched, memory: SlowMemory, db: Database): Promise<void> {
  const hosts = (await usersHosts(server)).slice(0, mostHosts);
  const uncounted: string[] = [];
  for (let at = 0; at < hosts.length; at += hostsAtOnce)
    await Promise.all(
      hosts.slice(at, at + hostsAtOnce).map(async (host) => {
        const count = await known(server.registeredCount(host));
        if (count === null) uncounted.push(host);
        readings.add('xmpp.users.registered', count, { host });
      }),
    );
  if (uncounted.length === 0 || performance.now() - memory.countedAt < countEveryMs) return;
  // Before the first fill it holds nobody.
  if ((await readState(db)).filledAt === null) return;
  memory.countedAt = performance.now();
  const listed = await peopleByDomain(db, uncounted);
  for (const host of uncounted) readings.add('xmpp.users.listed', listed.get(host) ?? 0, { host });
}

async function lookAtFederation(watched: Watched, memory: SlowMemory): Promise<void> {
  const { server, readings } = watched;
  const all = await known(server.s2sSessions());
  const open = all?.filter(({ state }) => state === 'open');
  for (const direction of ['in', 'out'] as const)
    readings.add('xmpp.s2s.sessions', open?.filter((one) => one.direction === direction).length, { direction });
  const shares = sharesOf(open?.map(({ tls }) => tls) ?? [], memory.s2sTls);
  for (const [version, share] of shares) readings.add('xmpp.s2s.tls.share', share, { version });
  lookAtCertificates(watched, open ?? []);
}

async function lookAtSessions({ server, readings }: Watched, memory: SlowMemory): Promise<void> {
  // A first row tells how many there are, where the server says so; only few are worth reading.
  const first = await known(server.onlineSessions({ limit: 1 }));
  if (first === null || (first.total ?? 0) > mostSessions) return;
  const page = first.next === null ? first : await known(server.onlineSessions({ limit: mostSessions }));
  if (page === null || page.next !== null) return;
  const { sessions } = page;
  for (const [version, share] of sharesOf(
    sessions.map(({ tls }) => tls),
    memory.tls,
  ))
    readings.add('xmpp.tls.share', share, { version });
  for (const [mechanism, share] of sharesOf(
    sessions.map(({ mechanism }) => mechanism),
    memory.mechanisms,
  ))
    readings.add('xmpp.mechanism.share', share, { mechanism });
}
