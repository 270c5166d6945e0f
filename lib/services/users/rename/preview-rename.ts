import { z } from 'zod';
import { ok, type Result } from '../../../domain/failure.ts';
import { readServers } from '../../../store/managed-servers.ts';
import type { HeldStore } from '../../../xmpp/servers/port.ts';
import type { Image } from '../../audited-change.ts';
import type { Context } from '../../context.ts';
import { disabledMark } from '../../load-actor.ts';
import { defineUseCase } from '../../use-case.ts';
import { createUserInput } from '../create-user.ts';
import { findUser } from '../find-user.ts';
import { renamedAddresses } from './directory.ts';
import { type RenamePlan, storeWords } from './plan.ts';
import { type Occupied, prepareRename } from './prepare.ts';
import { isAway, servingOf } from './run.ts';
import { sortContacts } from './tell.ts';

export const renameInput = z.object({
  id: z.uuid(),
  jid: z.string().trim().max(400),
  uid: createUserInput.shape.uid,
  /** The new name may hold data already, and gets the old one's added. */
  merge: z.boolean().default(false),
});

export type RenamePreview = {
  before: Image;
  after: Image;
  /** Why nothing but the entry is renamed; null when the data moves with it. */
  onlyDirectory: { why: string; todo: string } | null;
  stores: { store: string; items: number | null; movable: boolean; why: string }[];
  occupied: Occupied[];
  /** Open now; null when the server doesn't say. */
  sessions: number | null;
  /** Nobody can sign in before, meanwhile or afterwards. */
  disabled: boolean;
  contacts: {
    /** Their rosters get the new name. */
    here: number;
    /** On managed servers that can't do it. */
    unable: { count: number; why: string }[];
    /** On other servers: they must be told. At most 100 of `foreignCount`. */
    foreign: string[];
    foreignCount: number;
  };
  /** Managed servers whose rooms keep the old name, or which have to be back before the rename can end. */
  rooms: { server: string; why: string; away: boolean }[];
};

const mostShown = 100;

/** What would move, what can't and why; nothing is changed. A constant number of questions to each server. */
export const previewRename = defineUseCase({
  permission: 'users.rename',
  noun: 'user',
  what: 'The rename can’t be done.',
  input: renameInput,
  find: (context, { id }) => findUser(context, id, ['mail', 'pwdAccountLockedTime']),
  async act(context, input, found): Promise<Result<RenamePreview>> {
    const prepared = await prepareRename(context, input, found);
    if (!prepared.ok) return prepared;
    const { plan, onlyDirectory, occupied } = prepared.value;
    const { entry } = found;
    const names = renamedAddresses(context, entry, { from: plan.from.jid, to: plan.to.jid });
    const uids = plan.from.uid === plan.to.uid ? null : { before: [plan.from.uid], after: [plan.to.uid] };
    const preview: RenamePreview = {
      before: {
        ...Object.fromEntries(Object.keys(names).map((name) => [name, entry.all(name)])),
        ...(uids && { uid: uids.before }),
      },
      after: { ...names, ...(uids && { uid: uids.after }) },
      onlyDirectory,
      occupied,
      stores: [],
      sessions: await sessionsNow(context, plan),
      disabled: entry.first('pwdAccountLockedTime') === disabledMark,
      contacts: { here: 0, unable: [], foreign: [], foreignCount: 0 },
      rooms: [],
    };
    return onlyDirectory ? ok(preview) : withData(context, plan, preview);
  },
});

async function withData(context: Context, plan: RenamePlan, preview: RenamePreview): Promise<Result<RenamePreview>> {
  const { server } = await servingOf({ context, plan }, plan.from.jid);
  const [held, roster] = await Promise.all([server.stores(plan.from.jid), server.roster(plan.from.jid)]);
  if (!held.ok) return held;
  if (!roster.ok) return roster;
  const told = await sortContacts(
    context,
    roster.value.map(({ jid }) => jid),
  );
  return ok({
    ...preview,
    stores: held.value.filter(({ items }) => items !== 0).map(storeOf),
    contacts: {
      here: told.here.reduce((sum, { jids }) => sum + jids.length, 0),
      unable: told.unable.map(({ jids, why }) => ({ count: jids.length, why })),
      foreign: told.foreign.slice(0, mostShown),
      foreignCount: told.foreign.length,
    },
    rooms: await roomsLeft(context),
  });
}

/** Affiliations are replaced where they are, and move in that sense. */
function storeOf({ store, items, movable, why }: HeldStore) {
  return { store: storeWords[store], items, movable: movable || store === 'rooms', why: store === 'rooms' ? '' : why };
}

async function sessionsNow(context: Context, plan: RenamePlan): Promise<number | null> {
  const { server } = await servingOf({ context, plan }, plan.from.jid);
  const open = await server.sessionsOf([plan.from.jid]);
  return open.ok ? (open.value.get(plan.from.jid)?.length ?? 0) : null;
}

async function roomsLeft({ db, xmpp }: Context): Promise<RenamePreview['rooms']> {
  const servers = await readServers(db);
  const asked = await Promise.all(
    servers.map(async (kept) => {
      const server = xmpp.connections.at(kept);
      if (!server.ok) return [{ server: kept.name, why: server.failure.why, away: true }];
      const { moveData } = await server.value.abilities();
      const away = isAway({ kept, server: server.value });
      return moveData.can ? [] : [{ server: kept.name, why: moveData.why, away }];
    }),
  );
  return asked.flat();
}
