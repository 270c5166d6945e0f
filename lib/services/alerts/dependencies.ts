import { z } from 'zod';
import { failingTargets } from '../../alerts/quiet.ts';
import type { Dependency } from '../../domain/alert-dependency.ts';
import { targetInput } from '../../domain/alert-rule-input.ts';
import { failed, notFound, ok, type Result } from '../../domain/failure.ts';
import { addDependency, mostDependencies, readDependencies, removeDependency } from '../../store/alert-dependencies.ts';
import { openAlerts } from '../../store/alerts.ts';
import { auditedChange } from '../audited-change.ts';
import type { Context } from '../context.ts';
import { metricTargets, targetNames } from '../metrics/targets.ts';
import { defineUseCase, wholeSystem } from '../use-case.ts';

/** `failing`: what the thing in front has, or null; then nobody is told of what is behind it. */
export type DependencyRow = { target: string; name: string; on: string; onName: string; failing: string | null };
export type DependencyList = {
  rows: DependencyRow[];
  targets: { value: string; label: string }[];
  total: number;
  asOf: string;
};

const pair = z.object({ target: targetInput, on: targetInput });

/** What is behind what, by what is in front. */
export const listAlertDependencies = defineUseCase({
  permission: 'operations.read',
  noun: 'list',
  what: 'The dependencies were not read.',
  input: z.object({}),
  find: wholeSystem,
  async act(context): Promise<Result<DependencyList>> {
    const [all, targets, open] = await Promise.all([
      readDependencies(context.db),
      metricTargets(context),
      openAlerts(context.db),
    ]);
    const nameOf = targetNames(targets);
    const failing = failingTargets(open);
    const rows = all.map(({ target, on }) => ({
      ...{ target, name: nameOf(target), on, onName: nameOf(on) },
      failing: failing.get(on) ?? null,
    }));
    const places = targets.map(({ target, name }) => ({ value: target, label: name }));
    return ok({ rows, targets: places, total: rows.length, asOf: new Date().toISOString() });
  },
});

/** While `on` fails, nobody is told of alerts of `target`. */
export const addAlertDependency = defineUseCase({
  permission: 'operations.edit',
  noun: 'target',
  what: 'Nothing was put behind anything.',
  input: pair,
  find: wholeSystem,
  async act(context, wanted): Promise<Result<{ what: string }>> {
    const targets = await metricTargets(context);
    const missing = [wanted.target, wanted.on].find((one) => !targets.some(({ target }) => target === one));
    if (missing) return notFound('target');
    const { what, change } = await wordsOf(context, 'alerts.add-dependency', wanted);
    return auditedChange(context, { ...change, before: null, after: change.image }, async () => {
      const added = await addDependency(context.db, wanted);
      if (added === 'done') return ok({ what });
      return added === 'there' ? alreadyThere(what) : added === 'circle' ? circle(what) : tooMany();
    });
  },
});

export const removeAlertDependency = defineUseCase({
  permission: 'operations.edit',
  noun: 'dependency',
  what: 'The dependency was not removed.',
  input: pair,
  find: wholeSystem,
  async act(context, wanted): Promise<Result<{ what: string }>> {
    const { what, change } = await wordsOf(context, 'alerts.remove-dependency', wanted);
    return auditedChange(context, { ...change, before: change.image, after: null }, async () =>
      (await removeDependency(context.db, wanted)) ? ok({ what }) : notFound('dependency'),
    );
  },
});

/** "North is behind core-switch-1" */
async function wordsOf(context: Context, action: string, { target, on }: Dependency) {
  const nameOf = targetNames(await metricTargets(context));
  const [name, front] = [nameOf(target), nameOf(on)];
  const about = { action, kind: 'alert' as const, id: null, dn: null, name: `${name} on ${front}`, realm: null };
  return { what: `${name} is behind ${front}`, change: { ...about, image: { 'is behind': [front] } } };
}

function alreadyThere(what: string): Result<never> {
  return failed({ kind: 'taken', why: `${what} already.`, todo: '', field: 'target' });
}

function circle(what: string): Result<never> {
  return failed({
    kind: 'invalid',
    why: `If ${what}, each would be behind the other, and nobody would be told of either.`,
    todo: 'Choose another one, or remove the dependency that leads back first.',
    field: 'on',
  });
}

function tooMany(): Result<never> {
  return failed({ kind: 'too-many', why: `There are ${mostDependencies} dependencies.`, todo: 'Remove some first.' });
}
