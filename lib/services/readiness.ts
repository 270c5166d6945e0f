import { catalogAge } from '../catalog/query.ts';
import { databaseHealth } from '../store/database.ts';
import type { Portal } from './context.ts';

export type DependencyState = { status: 'ok' | 'unavailable'; since?: string };

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
