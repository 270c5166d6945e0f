import { ok, type Result } from '../domain/failure.ts';
import type { Context, Portal } from '../services/context.ts';
import { databaseAway } from '../services/database-away.ts';
import { type LoadedActor, loadActor } from '../services/load-actor.ts';
import { endSession, findLiveSession, updateHoldings } from '../store/sessions.ts';
import { notSignedIn } from './not-signed-in.ts';

/**
 * How long an actor that was read from the directory serves further requests of the same session: a page and its rows
 * are one reading. Everything that ends a session is thus felt within this time.
 */
const keptMs = 1500;

type Kept = { readAt: number; loading: Promise<Result<LoadedActor>> };
/** On globalThis, because Next's build gives pages and routes an instance each of this file. */
const shared = globalThis as { bailiwickActors?: Map<string, Kept> };
shared.bailiwickActors ??= new Map();
const kept = shared.bailiwickActors;

/** The session row is asked on every request; the person behind it at most every 1.5 s. A database that is away is a failure like a directory that is. */
export async function liveContext(portal: Portal, rawSessionId: string, address: string): Promise<Result<Context>> {
  try {
    return await checked(portal, rawSessionId, address);
  } catch (error) {
    const away = databaseAway(error, { what: 'Nothing was done.' });
    portal.log.warn({ err: error, reference: away.failure.reference }, 'the database does not answer');
    return away;
  }
}

async function checked(portal: Portal, rawSessionId: string, address: string): Promise<Result<Context>> {
  const session = await findLiveSession(portal.db, rawSessionId, new Date(), portal.config.session);
  if (!session) return notSignedIn();
  const loaded = await loadKept(portal, session);
  if (!loaded.ok) return loaded;
  if ('ended' in loaded.value) {
    kept.delete(session.id);
    await endSession(portal.db, session.id, loaded.value.ended);
    return notSignedIn(loaded.value.ended);
  }
  if (loaded.value.holdings.join('\n') !== session.holdings.join('\n'))
    await updateHoldings(portal.db, session.id, loaded.value.holdings);
  return ok({ ...portal, actor: { ...loaded.value.actor, address } });
}

/** After our own changes of rights, locks and passwords: everybody is read afresh with their next request. */
export function forgetActors(): void {
  kept.clear();
}

function loadKept(portal: Portal, session: Parameters<typeof loadActor>[1]): Promise<Result<LoadedActor>> {
  const known = kept.get(session.id);
  if (known && performance.now() - known.readAt < keptMs) return known.loading;
  const loading = loadActor(portal, session);
  kept.set(session.id, { readAt: performance.now(), loading });
  loading.then(
    (result) => result.ok || kept.delete(session.id),
    () => kept.delete(session.id),
  );
  if (kept.size > 5000) kept.clear();
  return loading;
}
