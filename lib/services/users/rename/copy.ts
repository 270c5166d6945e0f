import { failed, ok, type Result } from '../../../domain/failure.ts';
import type { HeldStore, XmppServer } from '../../../xmpp/servers/port.ts';
import { type CopiedStore, copiedStores, storeWords } from './plan.ts';
import { auditedMove, leaveAsIs, nothingToDo, type RenameRun, type RenameStep, servingOf } from './run.ts';

/** One step for each store, so that each is taken up again by itself. Copying twice doubles nothing. */
export const copySteps: readonly RenameStep[] = copiedStores.map((store) => ({
  name: `copy-${store}`,
  what: `“${storeWords[store]}” was not copied.`,
  act: (run) => copy(run, store),
  back: (run) => dropCopy(run, store),
}));

/** What came in under the old name while the first copies were made: messages, mostly. Nobody has signed in since. */
export const copyAgain: RenameStep = {
  name: 'copy-again',
  what: 'What had come in meanwhile was not copied.',
  async act(run) {
    return copyAll(run, { from: run.plan.from.jid, to: run.plan.to.jid });
  },
  /** What the person made under the new name after the release goes back with them. */
  async back(run) {
    return copyAll(run, { from: run.plan.to.jid, to: run.plan.from.jid });
  },
};

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
    const staying = held.value.filter(({ store, movable, items }) => !movable && items !== 0 && store !== 'rooms');
    const left = staying.map(({ store, why }) => `${storeWords[store]} stays under ${from.jid}: ${why}`);
    if (going.length === 0) return ok({ note: 'nothing was left', left });
    const after = { 'deleted under': [from.jid] };
    const deleted = await auditedMove(run, { action: 'users.rename-delete', after }, () =>
      oneByOne(going, own.progress, ({ store }) => server.deleteStore(from.jid, store)),
    );
    return deleted.ok ? ok({ note: '', done: going.length, total: going.length, left }) : deleted;
  },
  back: leaveAsIs,
};

function movable(held: readonly HeldStore[]): HeldStore[] {
  return held.filter(({ store, movable, items }) => movable && items !== 0 && store !== 'rooms');
}

async function copy(run: RenameRun, store: CopiedStore) {
  const { from, to } = run.plan;
  const { server } = await servingOf(run, from.jid);
  const held = await heldIn(server, from.jid, store);
  if (!held.ok) return held;
  if (!held.value || held.value.items === 0) return ok({ note: 'nothing there' });
  const { items, movable, why } = held.value;
  if (!movable) return ok({ note: 'can’t move', left: [`${storeWords[store]} stays under ${from.jid}: ${why}`] });
  const copied = await auditedMove(
    run,
    { action: 'users.rename-copy', after: { store: [storeWords[store]], from: [from.jid], to: [to.jid] } },
    () => server.copyStore(from.jid, to.jid, store),
    (value) => ({ 'items now': [String(value.copied)] }),
  );
  if (!copied.ok) return copied;
  // The old ones are deleted in the end, so they are counted here, where nobody can have taken any away.
  if (items !== null && copied.value.copied < items)
    return failed({
      kind: 'conflict',
      why: `The server held ${items} under the old name, and has ${copied.value.copied} under the new one.`,
      todo: 'Continue to copy again, or take the rename back.',
    });
  return ok({ note: '', done: items ?? copied.value.copied });
}

/** Only what the copy made: what the new name held before is not told apart, and stays. */
async function dropCopy(run: RenameRun, store: CopiedStore) {
  const { to, occupied } = run.plan;
  if (occupied.includes(store))
    return ok({
      note: '',
      left: [`${storeWords[store]} that was copied to ${to.jid} stays there, among what was there before.`],
    });
  const { server } = await servingOf(run, to.jid);
  const held = await heldIn(server, to.jid, store);
  if (!held.ok) return held;
  if (!held.value?.movable || held.value.items === 0) return ok(nothingToDo);
  const after = { 'deleted under': [to.jid], store: [storeWords[store]] };
  const deleted = await auditedMove(run, { action: 'users.rename-delete', after }, () =>
    server.deleteStore(to.jid, store),
  );
  return deleted.ok ? ok({ note: 'copy deleted' }) : deleted;
}

async function copyAll(run: RenameRun, { from, to }: { from: string; to: string }) {
  const { server } = await servingOf(run, from);
  const held = await server.stores(from);
  if (!held.ok) return held;
  const going = movable(held.value);
  if (going.length === 0) return ok({ note: 'nothing there' });
  const after = { from: [from], to: [to] };
  const copied = await auditedMove(run, { action: 'users.rename-copy', after }, () =>
    oneByOne(
      going,
      () => {},
      ({ store }) => server.copyStore(from, to, store),
    ),
  );
  return copied.ok ? ok({ note: '' }) : copied;
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
