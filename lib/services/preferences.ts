import { z } from 'zod';
import { ok } from '../domain/failure.ts';
import { readPreference, writePreference } from '../store/preferences.ts';
import type { Context } from './context.ts';
import { defineUseCase } from './use-case.ts';

const tables = ['users', 'groups', 'roles', 'realms', 'audit', 'members'] as const;
export type TableName = (typeof tables)[number];

const columns = z.array(z.string().max(40)).max(40);

/** Which columns of a table somebody wants to see. No audit row: nothing but their own view changes. */
export const keepColumns = defineUseCase({
  permission: 'me.edit',
  noun: 'preference',
  what: 'The choice of columns was not kept.',
  input: z.object({ table: z.enum(tables), columns }),
  find: async ({ actor }) => ok({ resource: { realm: actor.realm, person: actor } }),
  async act({ db, actor }, input) {
    await writePreference(db, actor.id, `columns.${input.table}`, input.columns);
    return ok(undefined);
  },
});

/** undefined when nothing was chosen: the table's own choice holds. */
export async function chosenColumns({ db, actor }: Context, table: TableName): Promise<string[] | undefined> {
  const parsed = columns.safeParse(await readPreference(db, actor.id, `columns.${table}`));
  return parsed.success ? parsed.data : undefined;
}
