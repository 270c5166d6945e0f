import { failed, ok, type Result } from '../../../domain/failure.ts';
import type { HeldStore, XmppServer } from '../../../xmpp/servers/port.ts';
import type { Outcome } from '../../jobs/step.ts';
import { type CopiedStore, copiedStores, storeWords } from './plan.ts';
import { auditedMove, leaveAsIs, type RenameRun, type RenameStep, servingOf } from './run.ts';

/**
 * Before anything moves. Taking it back is the last that is done with data: the entry has its old name again by then, so what the
 * person made under the new one since the release is copied back, and the copies are deleted.
 */
export const countStores: RenameStep = {
  name: 'count',
  what: 'What the server holds could not be counted, or not brought back.',
  async act(run) {
    const { jid } = run.plan.from;
    const { server } = await servingOf(run, jid);
    const held = await server.stores(jid);
    if (!held.ok) return held;
    const items = movable(held.value).reduce((sum, one) => sum + (one.items ?? 0), 0);
    return ok(items === 0 ? { note: 'nothing' } : { note: '', done: items });
  },
  async back(run, own) {
    const { from, to, released } = run.plan;
    for (const [at, store] of copiedStores.entries()) {
      own.progress(at, copiedStores.length);
      const copied = released ? await copy(run, store, { from: to.jid, to: from.jid }) : null;
      if (copied && !copied.ok) return copied;
      const dropped = await dropCopy(run, store);
      if (!dropped.ok) return dropped;
    }
    const stays = run.plan.occupied.map(
      (store) => `${storeWords[store]} that was copied to ${to.jid} stays there, among what was there before.`,
    );
    return ok({ note: '', left: stays });
  },
};

/** One step for each store, so that each is taken up again by itself. Copying twice doubles nothing. */
export const copySteps: readonly RenameStep[] = copiedStores.map((store) => ({
  name: `copy-${store}`,
  what: `“${storeWords[store]}” was not copied.`,
  act: (run) => copy(run, store, { from: run.plan.from.jid, to: run.plan.to.jid }),
  back: leaveAsIs,
}));

/** From here on there is no way back: what goes has been copied and counted. */
export const deleteOld: RenameStep = {
  name: 'delete',
  what: 'What the server held under the old name was not deleted.',
  final: true,
  async act(run, own) {
    const { from } = run.plan;
    const { server } = await servingOf(run, from.jid);
    const held = await server.stores(from.jid);
    if (!held.ok) return held;
    const going = movable(held.value);
    if (going.length === 0) return ok({ note: 'nothing was left' });
    const after = { 'deleted under': [from.jid] };
    const deleted = await auditedMove(run, { action: 'users.rename-delete', after }, () =>
      oneByOne(going, own.progress, ({ store }) => server.deleteStore(from.jid, store)),
    );
    return deleted.ok ? ok({ note: '', done: going.length, total: going.length }) : deleted;
  },
  back: leaveAsIs,
};

function movable(held: readonly HeldStore[]): HeldStore[] {
  return held.filter(({ store, movable, items }) => movable && items !== 0 && store !== 'rooms');
}

async function copy(
  run: RenameRun,
  store: CopiedStore,
  { from, to }: { from: string; to: string },
): Promise<Result<Outcome>> {
  const { server } = await servingOf(run, from);
  const held = await heldIn(server, from, store);
  if (!held.ok) return held;
  if (!held.value || held.value.items === 0) return ok({ note: 'nothing there' });
  const { items, movable, why } = held.value;
  // Of what can't even be counted nobody knows that there is any.
  if (!movable && items === null) return ok({ note: why });
  if (!movable) return ok({ note: 'can’t move', left: [`${storeWords[store]} stays under ${from}: ${why}`] });
  const copied = await auditedMove(
    run,
    { action: 'users.rename-copy', after: { store: [storeWords[store]], from: [from], to: [to] } },
    () => server.copyStore(from, to, store),
    (value) => ({ 'items now': [String(value.copied)] }),
  );
  if (!copied.ok) return copied;
  // The others are deleted in the end, so they are counted here, while nobody can take any away.
  if (items !== null && copied.value.copied < items)
    return failed({
      kind: 'conflict',
      why: `The server holds ${items} under ${from}, and has ${copied.value.copied} under ${to}.`,
      todo: 'Continue to copy again, or look at the server’s log.',
    });
  return ok({ note: '', done: items ?? copied.value.copied });
}

/** Only what the copy made: what the new name held before is not told apart, and stays. */
async function dropCopy(run: RenameRun, store: CopiedStore): Promise<Result<void>> {
  const { to, occupied } = run.plan;
  if (occupied.includes(store)) return ok(undefined);
  const { server } = await servingOf(run, to.jid);
  const held = await heldIn(server, to.jid, store);
  if (!held.ok) return held;
  if (!held.value?.movable || held.value.items === 0) return ok(undefined);
  const after = { 'deleted under': [to.jid], store: [storeWords[store]] };
  const deleted = await auditedMove(run, { action: 'users.rename-delete', after }, () =>
    server.deleteStore(to.jid, store),
  );
  return deleted.ok ? ok(undefined) : deleted;
}

async function heldIn(server: XmppServer, jid: string, store: CopiedStore): Promise<Result<HeldStore | undefined>> {
  const held = await server.stores(jid);
  return held.ok ? ok(held.value.find((one) => one.store === store)) : held;
}

async function oneByOne<T>(
  all: readonly T[],
  progress: (done: number, total: number) => void,
  each: (one: T) => Promise<Result<unknown>>,
): Promise<Result<void>> {
  for (const [at, one] of all.entries()) {
    progress(at, all.length);
    const result = await each(one);
    if (!result.ok) return result;
  }
  return ok(undefined);
}
