import { z } from 'zod';
import { Dn } from '../../domain/dn.ts';
import { Entry } from '../../domain/entry.ts';
import { ok, type Result } from '../../domain/failure.ts';
import { type PersonAttribute, personAttributes } from '../../domain/person-attribute.ts';
import type { Context } from '../context.ts';
import { policyRules } from '../password-policy.ts';
import { defineUseCase } from '../use-case.ts';
import type { FoundUser } from '../users/find-user.ts';
import { readView, type UserView } from '../users/view-user.ts';
import { mayEdit, oneself } from './oneself.ts';

export type MyView = Omit<UserView, 'dn' | 'realm' | 'memberships' | 'may' | 'policy'> & {
  realm: string | null;
  memberships: { id: string; name: string; kind: UserView['memberships'][number]['kind'] }[];
  /** Names of the attributes that the person may change. */
  editable: string[];
  password: { rules: { key: string; text: string }[]; minLength: number };
};

/** Everything about oneself, and no DN: ordinary users never meet one. */
export const viewMe = defineUseCase({
  permission: 'me.read',
  noun: 'profile',
  what: 'Your profile could not be read.',
  input: z.object({}),
  find: oneself,
  async act(context): Promise<Result<MyView>> {
    const read = await readView(context, knownFrom(context));
    if (!read.ok) return read;
    const { dn: _, realm, memberships, may: __, policy, ...view } = read.value;
    return ok({
      ...view,
      attributes: withoutDns(view.attributes),
      realm: realm?.name ?? null,
      memberships: memberships.map(({ id, name, kind }) => ({ id, name, kind })),
      editable: mayEdit(context),
      password: { rules: policyRules(policy), minLength: policy.minLength },
    });
  },
});

/** What the session already knows: reading it again would be one more question for each page. */
function knownFrom({ actor }: Context): FoundUser {
  const entry = new Entry(actor.dn, [['entryUUID', [actor.id]]]);
  return { entry, realm: actor.realm, resource: { realm: actor.realm, person: actor } };
}

function withoutDns(attributes: Record<string, string[]>): Record<string, string[]> {
  const people = personAttributes.filter(({ kind }: PersonAttribute) => kind === 'person');
  const named = people.map(
    ({ name }) => [name, (attributes[name] ?? []).map((text) => Dn.parse(text)?.name ?? text)] as const,
  );
  return { ...attributes, ...Object.fromEntries(named) };
}
