import { z } from 'zod';
import { Dn } from '../../domain/dn.ts';
import type { Entry } from '../../domain/entry.ts';
import { failed, notFound, ok, type Result } from '../../domain/failure.ts';
import type { Portal } from '../context.ts';
import { nameOf } from '../load-actor.ts';
import { defineUseCase, wholeSystem } from '../use-case.ts';

export type HolderKind = 'person' | 'role' | 'group';
/** Who a right is given to. `detail`: the username of a person. */
export type Holder = { dn: string; key: string; id: string; kind: HolderKind; name: string; detail: string };

export const holderAttributes = ['objectClass', 'entryUUID', 'uid', 'cn', 'displayName', 'description'] as const;

/** A person in a realm, a role, or a static group of the whole system. */
export async function checkHolder(portal: Portal, text: string): Promise<Result<Holder>> {
  const dn = Dn.parse(text);
  if (!dn || text.trim() === '') return notFound('person, role or group');
  const read = await portal.directory.asService().read(dn, [...holderAttributes]);
  if (!read.ok) return read;
  return read.value ? judgeHolder(portal, read.value) : notFound('person, role or group');
}

function judgeHolder(portal: Portal, entry: Entry): Result<Holder> {
  const { tree } = portal;
  const group = entry.is(tree.groupClass) || entry.is(tree.dynamicGroupClass);
  if (group && entry.dn.isWithin(tree.realmsBase))
    return refuse(
      `${entry.dn.name} is a group of a realm: whoever manages that realm’s groups could give themselves the right.`,
      'Choose a group of the whole system, a role or a person.',
    );
  if (entry.is(tree.dynamicGroupClass))
    return refuse(
      `${entry.dn.name} is a dynamic group: whoever edits a person’s attributes could give them the right.`,
      'Choose a static group of the whole system, a role or a person.',
    );
  const holder = asHolder(entry, portal);
  return holder ? ok(holder) : notFound('person, role or group');
}

/** null for what can't hold a right. */
export function asHolder(entry: Entry, { tree }: Pick<Portal, 'tree'>): Holder | null {
  const base = { dn: entry.dn.toString(), key: entry.dn.key, id: entry.id };
  if (entry.is(tree.personClass) && entry.dn.isWithin(tree.realmsBase))
    return { ...base, kind: 'person', name: nameOf(entry), detail: entry.first('uid') };
  if (entry.is(tree.roleClass) && entry.dn.isWithin(tree.rolesBase))
    return { ...base, kind: 'role', name: entry.dn.name, detail: entry.first('description') };
  if (entry.is(tree.groupClass) && entry.dn.isWithin(tree.groupsBase))
    return { ...base, kind: 'group', name: entry.dn.name, detail: entry.first('description') };
  return null;
}

function refuse(why: string, todo: string): Result<never> {
  return failed({ kind: 'refused', why, todo, field: 'holders' });
}

/** For the matrix editor: who was picked, or why they can't hold a right, before anything is saved. */
export const checkGrantHolder = defineUseCase({
  permission: 'realms.grant',
  noun: 'realm',
  what: 'The holder was not added.',
  input: z.object({ dn: z.string().max(2000) }),
  find: wholeSystem,
  act: (context, { dn }) => checkHolder(context, dn),
});
