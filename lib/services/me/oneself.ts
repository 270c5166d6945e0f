import { ok, type Result } from '../../domain/failure.ts';
import { type PersonAttribute, personAttributes } from '../../domain/person-attribute.ts';
import type { Person, Resource } from '../../policy/actor.ts';
import type { Context } from '../context.ts';

type Oneself = { resource: Resource & { person: Person } };

/** The signed-in person as what is acted on; who they are was read with the session. */
export async function oneself({ actor }: Context): Promise<Result<Oneself>> {
  return ok({ resource: { realm: actor.realm, person: actor } });
}

/** What people change of themselves; who may edit users of their own realm may change the rest as well. */
export function mayEdit({ judge, actor }: Context): string[] {
  const all = judge(actor, 'users.edit', { realm: actor.realm, person: actor }).allowed;
  return personAttributes.filter((attribute: PersonAttribute) => all || attribute.own).map(({ name }) => name);
}
