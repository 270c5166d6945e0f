import { listIds } from '../../catalog/query.ts';
import { ok, type Result } from '../../domain/failure.ts';
import { realmsWhere } from '../../policy/can.ts';
import { defineUseCase } from '../use-case.ts';
import { listUsersInput } from './list-users.ts';

/** "Select all that match": the ids, at most 10,000; `more` says that there were more. What is then done to each is checked for each. */
export const matchingUsers = defineUseCase({
  permission: 'users.read',
  noun: 'list',
  what: 'The users could not be selected.',
  input: listUsersInput.pick({ text: true, realm: true, flags: true }),
  async find(context) {
    const realms = realmsWhere(context.actor, 'users.read');
    return ok({ resource: { realm: realms?.[0] ?? null }, within: realms?.map((realm) => realm.key) ?? null });
  },
  async act(context, input, { within }): Promise<Result<{ ids: string[]; more: boolean }>> {
    const flags = Object.fromEntries(input.flags.map((flag) => [flag, true]));
    return ok(
      await listIds(context.db.prisma, { kind: 'person', within, scope: input.realm, text: input.text, ...flags }),
    );
  },
});
