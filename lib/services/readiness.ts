import { catalogAge } from '../catalog/query.ts';
import { databaseHealth } from '../store/database.ts';
import { readServers } from '../store/managed-servers.ts';
import type { Portal } from './context.ts';
import { serverState } from './servers/server-state.ts';

export type DependencyState = { status: 'ok' | 'unavailable'; since?: string };

/** Managed XMPP servers, counted and not named: anybody may ask. One that is away doesn't make the portal unready. */
export type XmppReadiness = { status: 'ok' | 'away' | 'unknown'; online: number; away: number };

const collectorSilentAfterMs = 30_000;

/** directory: a verified bind answers. database: a query answers. collector: it was heard of in the last 30 s. */
export async function readiness(
  portal: Portal,
): Promise<Record<'directory' | 'database' | 'collector', DependencyState>> {
  const [directory, database, collector] = await Promise.all([
    portal.directory.health(),
    databaseHealth(portal.db),
    collectorHeard(portal),
  ]);
  return {
    directory: directory.up ? { status: 'ok' } : { status: 'unavailable', since: directory.since?.toISOString() },
    database: { status: database.up ? 'ok' : 'unavailable' },
    collector,
  };
}

async function collectorHeard({ db }: Portal): Promise<DependencyState> {
  try {
    const { lastPollAt } = await catalogAge(db.prisma);
    const heard = lastPollAt !== null && Date.now() - lastPollAt.getTime() < collectorSilentAfterMs;
    return heard ? { status: 'ok' } : { status: 'unavailable', since: lastPollAt?.toISOString() };
  } catch {
    return { status: 'unavailable' };
  }
}

/** From memory: no server is asked, so one that is away holds nothing up. `unknown` while the database is away. */
export async function xmppReadiness(portal: Portal): Promise<XmppReadiness> {
  try {
    const states = (await readServers(portal.db)).map((server) => serverState(portal, server).is);
    const online = states.filter((is) => is === 'online').length;
    const away = states.length - online;
    return { status: away === 0 ? 'ok' : 'away', online, away };
  } catch {
    return { status: 'unknown', online: 0, away: 0 };
  }
}
