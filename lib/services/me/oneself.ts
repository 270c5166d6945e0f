import { failed, ok, type Result } from '../../domain/failure.ts';
import { type PersonAttribute, personAttribute, personAttributes } from '../../domain/person-attribute.ts';
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

/** The refusal when one of these attributes isn't the person's own to change. */
export function notMine(context: Context, names: readonly string[]) {
  const mine = new Set(mayEdit(context).map((name) => name.toLowerCase()));
  const foreign = names.find((name) => !mine.has(name.toLowerCase()));
  if (!foreign) return null;
  const label = personAttribute(foreign)?.label ?? foreign;
  return failed({
    kind: 'refused',
    why: `You can’t change “${label}” yourself.`,
    todo: 'Ask your administrator to change it.',
    field: foreign,
  });
}
