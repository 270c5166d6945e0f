import { z } from 'zod';
import type { Entry } from '../../domain/entry.ts';
import { failed, ok, type Result } from '../../domain/failure.ts';
import { grantAttributes } from '../../domain/permission.ts';
import { endSessionsOf } from '../../store/sessions.ts';
import { auditedChange, type Image } from '../audited-change.ts';
import { catalogRefresh } from '../catalog-refresh.ts';
import type { Context } from '../context.ts';
import { defineUseCase } from '../use-case.ts';
import { forgetProgress, noteProgress } from './delete-progress.ts';
import { findRealm } from './find-realm.ts';
import { mayDeleteBelow } from './may-delete-below.ts';
import { realmPath } from './realm-facts.ts';
import { isEmpty, type Survey, surveyRealm } from './survey-realm.ts';

/** What goes with a realm, for the question before it is deleted. */
export type DeletePreview = {
  name: string;
  empty: boolean;
  people: number;
  groups: number;
  others: number;
  /** Paths of the realms below it. */
  realms: string[];
  domains: string[];
  /** Why it can't be deleted as it is. */
  blocked: { why: string; todo: string } | null;
};

export const previewDelete = defineUseCase({
  permission: 'realms.delete',
  noun: 'realm',
  what: 'The realm could not be read.',
  input: z.object({ id: z.uuid() }),
  find: (context, { id }) => findRealm(context, id),
  async act(context, _input, { entry }): Promise<Result<DeletePreview>> {
    const survey = await surveyRealm(context, entry);
    if (!survey.ok) return survey;
    const allowed = await mayDeleteBelow(context, entry, survey.value);
    const { people, groups, others, realms, domains } = survey.value;
    return ok({
      name: entry.dn.name,
      empty: isEmpty(survey.value),
      people: people.length,
      groups: groups.length,
      others: others.length,
      realms: realms.map(({ dn }) => realmPath(dn, context.tree)),
      domains,
      blocked: allowed.ok ? null : { why: allowed.failure.why, todo: allowed.failure.todo },
    });
  },
});

/** Deletes a realm that is empty, or one with everything below it when its name was typed. */
export const deleteRealm = defineUseCase({
  permission: 'realms.delete',
  noun: 'realm',
  what: 'The realm was not deleted.',
  input: z.object({ id: z.uuid(), confirm: z.string().max(200).default('') }),
  find: (context, { id }) => findRealm(context, id),
  async act(context, { confirm }, { entry }): Promise<Result<{ name: string; entries: number }>> {
    const name = entry.dn.name;
    const surveyed = await surveyRealm(context, entry);
    if (!surveyed.ok) return surveyed;
    const survey = surveyed.value;
    const allowed = await mayDeleteBelow(context, entry, survey);
    if (!allowed.ok) return allowed;
    if (!isEmpty(survey) && confirm !== name)
      return failed({
        kind: 'invalid',
        why: `The realm ${name} is not empty, and what was typed is not its name.`,
        todo: `Type ${name} to delete it with everything in it.`,
        field: 'confirm',
      });
    const change = {
      action: 'realms.delete',
      kind: 'realm' as const,
      id: entry.id,
      dn: entry.dn,
      name,
      realm: entry.dn,
      before: imageOf(context, entry, survey),
      after: null,
    };
    const gone: Entry[] = [];
    const deleted = await auditedChange(context, change, () => deleteAll(context, entry, survey, gone));
    forgetProgress(context.actor.id, entry.id);
    await afterwards(context, entry, survey, gone);
    return deleted.ok ? ok({ name, entries: gone.length }) : deleted;
  },
});

/** What the realm said, and the names of all that went with it. */
function imageOf({ tree }: Context, entry: Entry, survey: Survey): Image {
  const names = [tree.domainAttribute, 'description', 'bwMaximumUsers', ...Object.values(grantAttributes)];
  const own = Object.fromEntries(names.filter((name) => entry.has(name)).map((name) => [name, entry.all(name)]));
  const below = survey.all.filter(({ dn }) => !dn.equals(entry.dn)).map(({ dn }) => dn.toString());
  return { ...own, ...(below.length ? { entries: below } : {}) };
}

/** The deepest first. `gone` tells what was deleted even when the rest could not be. */
async function deleteAll(context: Context, realm: Entry, { all }: Survey, gone: Entry[]): Promise<Result<void>> {
  const writer = context.directory.as(context.actor.dn);
  for (const entry of all) {
    const deleted = await writer.delete(entry.dn);
    const missing =
      !deleted.ok &&
      deleted.failure.kind === 'not-found' &&
      !entry.dn.equals(realm.dn) &&
      (await isGone(context, entry));
    if (!deleted.ok && !missing) {
      const before = gone.length
        ? ` ${gone.length} of ${all.length} entries had been deleted before that and stay deleted.`
        : '';
      return failed({
        ...deleted.failure,
        why: `${entry.dn.name} could not be deleted: ${deleted.failure.why}${before}`,
      });
    }
    gone.push(entry);
    noteProgress(context.actor.id, realm.id, { done: gone.length, total: all.length });
  }
  return ok(undefined);
}

/** "No such entry" is also what slapd says to somebody who may not see it. */
async function isGone({ directory }: Context, { dn }: Entry): Promise<boolean> {
  const read = await directory.asService().read(dn, ['entryUUID']);
  return read.ok && read.value === null;
}

async function afterwards(context: Context, realm: Entry, { people }: Survey, gone: readonly Entry[]): Promise<void> {
  const ids = new Set(gone.map(({ id }) => id));
  for (const { id } of people.filter((person) => ids.has(person.id)))
    await endSessionsOf(context.db, id, { reason: 'gone' });
  if (gone.length > 0) await catalogRefresh(context, { ids: [...ids], dns: [realm.dn] });
}
