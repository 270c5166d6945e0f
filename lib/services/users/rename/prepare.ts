import { failed, ok, type Result } from '../../../domain/failure.ts';
import { jidText, parseJid } from '../../../domain/jid.ts';
import type { Context } from '../../context.ts';
import { checkAddresses, readRealm } from '../../realm-domains.ts';
import { accountJids } from '../account-jids.ts';
import type { FoundUser } from '../find-user.ts';
import { moverOf, namesFree } from './check.ts';
import { renamedAddresses } from './directory.ts';
import { noRenameUnderWay } from './guard.ts';
import { copiedStores, type RenamePlan, storeWords } from './plan.ts';
import { servingOf } from './run.ts';

export type Wanted = { id: string; jid: string; uid: string; merge: boolean };
export type Occupied = { store: string; items: number | null };
export type Prepared = {
  plan: RenamePlan;
  /** Why only the directory's part is done. */
  onlyDirectory: { why: string; todo: string } | null;
  occupied: Occupied[];
};

/** What a rename would be, or why it can't be; the same for the preview and for the start. */
export async function prepareRename(
  context: Context,
  wanted: Wanted,
  { entry, realm }: FoundUser,
): Promise<Result<Prepared>> {
  const parsed = parseJid(wanted.jid);
  if (!parsed) return invalid('jid', 'The address is not a JID such as ada@north.example.', 'Correct it.');
  const plan: RenamePlan = {
    id: entry.id,
    from: { jid: entry.first(context.tree.jidAttribute).toLowerCase(), uid: entry.first('uid') },
    to: { jid: jidText(parsed), uid: wanted.uid },
    moves: 'directory',
    occupied: [],
    former: null,
    released: false,
    addresses: null,
  };
  const obstacle = obstacleTo(context, plan);
  if (obstacle) return obstacle;
  const open = await noRenameUnderWay(context, entry.id);
  if (!open.ok) return open;
  const run = { context, plan };
  const home = realm ? await readRealm(context, realm) : null;
  if (!home) return invalid('jid', 'The person is in no realm, so no domain is theirs.', 'Move them into one first.');
  if (!home.ok) return home;
  const own = await accountJids(context, realm, [plan.from.jid]);
  if (!own.ok) return own;
  if (own.value.length === 0) return foreignName(plan.from.jid);
  const addresses = renamedAddresses(context, entry, { from: plan.from.jid, to: plan.to.jid });
  const checked = await checkAddresses(context, home.value, addresses[context.tree.jidAttribute] ?? []);
  if (!checked.ok) return atField(checked, 'jid');
  const free = await namesFree(run);
  if (!free.ok) return atField(free, free.failure.field === 'mail' ? 'jid' : 'uid');
  const mover = await moverOf(run, plan);
  if (!mover.ok) return mover;
  if (!mover.value.can) return ok({ plan, onlyDirectory: mover.value, occupied: [] });
  plan.moves = 'data';
  const { server } = await servingOf(run, plan.to.jid);
  const there = await server.stores(plan.to.jid);
  if (!there.ok) return there;
  // When somebody was last seen under a name is no data of a person.
  const occupied = there.value.filter(({ items, store }) => items !== 0 && items !== null && store !== 'last');
  plan.occupied = copiedStores.filter((name) => occupied.some(({ store }) => store === name));
  return ok({
    plan,
    onlyDirectory: null,
    occupied: occupied.map(({ store, items }) => ({ store: storeWords[store], items })),
  });
}

function obstacleTo({ tree, actor }: Context, { id, from, to }: RenamePlan) {
  if (!parseJid(from.jid))
    return invalid('jid', 'The person has no JID that could be changed.', 'Give them one first.');
  if (from.jid === to.jid) return invalid('jid', 'The JID is the same as before.', 'Enter another one.');
  if (actor.id === id)
    return failed({
      kind: 'refused',
      why: 'You would be held for the time of the rename, and could not bring it to its end.',
      todo: 'Ask another administrator to change your JID.',
    });
  if (tree.personRdn !== 'uid' && from.uid !== to.uid)
    return failed({
      kind: 'constraint',
      why: `Entries here are named by ${tree.personRdn}, not by username.`,
      todo: 'Leave the username as it is.',
      field: 'uid',
    });
  return null;
}

/** What is under it is somebody else's: it must be neither read nor moved. */
function foreignName(jid: string): Result<never> {
  const why = `${jid} is in none of the domains of the person’s realm, so it is not their account.`;
  return invalid('jid', why, 'Edit the address instead: nothing moves with that.');
}

function atField(result: Extract<Result<never>, { ok: false }>, field: string): Result<never> {
  return { ok: false, failure: { ...result.failure, field } };
}

function invalid(field: string, why: string, todo: string): Result<never> {
  return failed({ kind: 'invalid', why, todo, field });
}
