import { z } from 'zod';
import { realmsWithin } from '../../catalog/realms.ts';
import { ok, type Result } from '../../domain/failure.ts';
import { type Permission, permissions } from '../../domain/permission.ts';
import { realmsWhere } from '../../policy/can.ts';
import { defineUseCase } from '../use-case.ts';
import { inTreeOrder } from './list-realms.ts';
import { readRealms } from './read-realms.ts';
import { realmFacts } from './realm-facts.ts';

export type RealmChoice = {
  id: string;
  dn: string;
  key: string;
  name: string /** "north / field" */;
  path: string;
  domains: string[];
};

/** `everywhere`: the actor may do it over all realms and outside of them too. */
export type RealmChoices = { realms: RealmChoice[]; everywhere: boolean; more: boolean };

const mostChoices = 1000;

/** For forms and the scope in the top bar: the realms where the actor may do `for` ("users.create"), in the order of the tree. */
export const realmChoices = defineUseCase({
  permission: 'realms.read',
  noun: 'list',
  what: 'The realms could not be read.',
  input: z.object({ for: z.enum(permissions).default('realms.read') }),
  async find(context) {
    return ok({ resource: { realm: realmsWhere(context.actor, 'realms.read')?.[0] ?? null } });
  },
  async act(context, input): Promise<Result<RealmChoices>> {
    const permission: Permission = input.for;
    const { actor, db, judge, tree } = context;
    const within = realmsWhere(actor, permission);
    const known = await realmsWithin(db.prisma, within?.map((realm) => realm.key) ?? null);
    const read = await readRealms(
      context,
      known.slice(0, mostChoices).map(({ id }) => id),
    );
    if (!read.ok) return read;
    const allowed = inTreeOrder(read.value, context).filter(
      (entry) => judge(actor, permission, { realm: entry.dn }).allowed,
    );
    const realms = allowed.map((entry) => {
      const { id, dn, key, name, path, domains } = realmFacts(entry, tree);
      return { id, dn, key, name, path, domains };
    });
    return ok({ realms, everywhere: within === null, more: known.length > mostChoices });
  },
});
