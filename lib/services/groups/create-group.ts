import { z } from 'zod';
import type { Dn } from '../../domain/dn.ts';
import { ok, type Result } from '../../domain/failure.ts';
import { auditedChange } from '../audited-change.ts';
import { catalogRefresh } from '../catalog-refresh.ts';
import type { Context } from '../context.ts';
import { readRealm } from '../realm-domains.ts';
import { defineUseCase, wholeSystem } from '../use-case.ts';
import { checkedMemberUrl, dynamicInput } from './dynamic-members.ts';
import { dnInput, groupNameInput, groupTextInput } from './group-input.ts';

export const createGroupInput = z.object({
  /** DN of the realm; null for a group of the whole system. */
  realm: dnInput.nullable(),
  name: groupNameInput,
  displayName: groupTextInput.max(200).default(''),
  description: groupTextInput.default(''),
  /** For a dynamic group: who is in it. */
  dynamic: dynamicInput.nullable().default(null),
});
type Input = z.infer<typeof createGroupInput>;

export const createGroup = defineUseCase({
  permission: 'groups.create',
  noun: 'realm',
  what: 'The group was not created.',
  input: createGroupInput,
  async find(context, { realm }) {
    if (!realm) return wholeSystem();
    const read = await readRealm(context, realm);
    return read.ok ? ok({ resource: { realm } }) : read;
  },
  async act(context, input): Promise<Result<{ id: string; name: string }>> {
    const { tree, directory, actor } = context;
    const facts = attributesOf(context, input);
    if (!facts.ok) return facts;
    const dn = containerOf(context, input.realm).child('cn', input.name);
    const change = {
      action: 'groups.create',
      kind: 'group' as const,
      id: null,
      dn,
      name: input.name,
      realm: input.realm,
      before: null,
      after: facts.value,
    };
    const objectClass = [input.dynamic ? tree.dynamicGroupClass : tree.groupClass];
    const writer = directory.as(actor.dn);
    const added = await auditedChange(context, change, () => writer.add(dn, { objectClass, ...facts.value }));
    if (!added.ok) return withNameField(added);
    await catalogRefresh(context, { dns: [dn] });
    const read = await writer.read(dn, ['entryUUID']);
    return ok({ id: read.ok ? (read.value?.id ?? '') : '', name: change.name });
  },
});

function containerOf({ tree }: Context, realm: Dn | null): Dn {
  return realm ? realm.below(tree.realmGroupsRdn) : tree.groupsBase;
}

function attributesOf(context: Context, input: Input): Result<Record<string, string[]>> {
  const facts = { cn: [input.name], ...(input.description ? { description: [input.description] } : {}) };
  if (!input.dynamic) return ok({ ...facts, ...(input.displayName ? { displayName: [input.displayName] } : {}) });
  const checked = checkedMemberUrl(context, input.realm, input.dynamic);
  return checked.ok ? ok({ ...facts, memberURL: [checked.value.text] }) : checked;
}

/** A name that is taken belongs beside the field that it was typed in. */
export function withNameField<T>(result: Result<T>): Result<T> {
  if (result.ok || result.failure.kind !== 'taken') return result;
  return {
    ok: false,
    failure: { ...result.failure, why: 'There is already a group of this name here.', field: 'name' },
  };
}
