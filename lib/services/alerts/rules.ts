import { z } from 'zod';
import { conditionText, durationText } from '../../alerts/words.ts';
import { type RuleInput, ruleInput } from '../../domain/alert-rule-input.ts';
import { failed, notFound, ok, type Result } from '../../domain/failure.ts';
import {
  deleteRule,
  insertRule,
  type KeptRule,
  mostRules,
  newRuleId,
  readRule,
  readRules,
  updateRule,
} from '../../store/alert-rules.ts';
import { eventKinds } from '../../store/event-kinds.ts';
import { auditedChange, type Image } from '../audited-change.ts';
import { metricTargets, targetNames } from '../metrics/targets.ts';
import { defineUseCase, wholeSystem } from '../use-case.ts';

export type RuleRow = {
  id: string;
  name: string;
  enabled: boolean;
  severity: RuleInput['severity'];
  where: string;
  condition: string;
  after: string;
};
export type RuleList = { rows: RuleRow[]; total: number; asOf: string };

export const listAlertRules = defineUseCase({
  permission: 'operations.read',
  noun: 'list',
  what: 'The rules were not read.',
  input: z.object({}),
  find: wholeSystem,
  async act(context): Promise<Result<RuleList>> {
    const rules = await readRules(context.db);
    const nameOf = targetNames(await metricTargets(context));
    const rows = rules.map(({ id, name, enabled, severity, target, condition, forSeconds }) => ({
      ...{ id, name, enabled, severity, where: whereText(target, nameOf), condition: conditionText(condition) },
      after: forSeconds === 0 ? 'at once' : durationText(forSeconds),
    }));
    return ok({ rows, total: rows.length, asOf: new Date().toISOString() });
  },
});

/** "Every server", "core-switch-1" */
export function whereText(target: string | null, nameOf: (target: string) => string): string {
  if (target === null) return 'Everywhere';
  return target.endsWith(':*') ? `Every ${target.slice(0, -2)}` : nameOf(target);
}

export type RuleView = { id: string; version: number; rule: RuleInput };
/** `series`, `kinds`: names that are known, to choose from; others can be typed. */
export type RuleForm = {
  rule: RuleView | null;
  targets: { value: string; label: string }[];
  series: string[];
  kinds: string[];
};

const mostSeries = 5_000;

/** What a form needs: the rule (`id` null: a new one), and where it can look. */
export const viewAlertRule = defineUseCase({
  permission: 'operations.read',
  noun: 'rule',
  what: 'The rule was not read.',
  input: z.object({ id: z.uuid().nullable() }),
  find: wholeSystem,
  async act(context, { id }): Promise<Result<RuleForm>> {
    const rule = id === null ? null : await readRule(context.db, id);
    if (id !== null && !rule) return notFound('rule');
    const [targets, known, kinds] = await Promise.all([
      metricTargets(context),
      context.metrics.series({ limit: mostSeries }),
      eventKinds(context.db),
    ]);
    return ok({
      rule: rule && { id: rule.id, version: rule.version, rule: inputOf(rule) },
      targets: targets.map(({ target, name }) => ({ value: target, label: name })),
      series: [...new Set(known.map(({ name }) => name))].sort(),
      kinds,
    });
  },
});

export const addAlertRule = defineUseCase({
  permission: 'operations.edit',
  noun: 'rule',
  what: 'The rule was not added.',
  input: z.object({ rule: ruleInput }),
  find: wholeSystem,
  async act(context, { rule }): Promise<Result<{ id: string; name: string }>> {
    const { db } = context;
    if ((await readRules(db)).length >= mostRules)
      return failed({ kind: 'too-many', why: `There are at most ${mostRules} rules.`, todo: '' });
    const id = newRuleId();
    return auditedChange(context, { ...about('alerts.add-rule', id, rule.name), ...images(null, rule) }, async () =>
      (await insertRule(db, id, rule)) === 'taken' ? nameTaken(rule.name) : ok({ id, name: rule.name }),
    );
  },
});

export const editAlertRule = defineUseCase({
  permission: 'operations.edit',
  noun: 'rule',
  what: 'The rule was not changed.',
  input: z.object({ id: z.uuid(), version: z.int(), rule: ruleInput }),
  find: wholeSystem,
  async act(context, { id, version, rule }): Promise<Result<{ name: string }>> {
    const before = await readRule(context.db, id);
    if (!before) return notFound('rule');
    if (before.version !== version) return changedMeanwhile();
    const change = { ...about('alerts.edit-rule', id, before.name), ...images(inputOf(before), rule) };
    return auditedChange(context, change, async () => {
      const written = await updateRule(context.db, { id, version, rule });
      if (written === 'taken') return nameTaken(rule.name);
      return written === 'stale' ? changedMeanwhile() : ok({ name: rule.name });
    });
  },
});

/** Its open alerts end with it; what is history stays. */
export const removeAlertRule = defineUseCase({
  permission: 'operations.edit',
  noun: 'rule',
  what: 'The rule was not removed.',
  input: z.object({ id: z.uuid(), confirm: z.string().max(300) }),
  find: wholeSystem,
  async act(context, { id, confirm }): Promise<Result<{ name: string }>> {
    const rule = await readRule(context.db, id);
    if (!rule) return notFound('rule');
    const { name } = rule;
    if (confirm.trim() !== name)
      return failed({
        kind: 'invalid',
        why: 'What was typed is not the name of the rule.',
        todo: `Type ${name} to remove it.`,
        field: 'confirm',
      });
    const change = { ...about('alerts.remove-rule', id, name), before: imageOf(inputOf(rule)), after: null };
    return auditedChange(context, change, async () =>
      (await deleteRule(context.db, id)) ? ok({ name }) : notFound('rule'),
    );
  },
});

function about(action: string, id: string, name: string) {
  return { action, kind: 'alert' as const, id, dn: null, name, realm: null };
}

function inputOf({ name, enabled, severity, target, condition, forSeconds, grouping }: KeptRule): RuleInput {
  return { name, enabled, severity, target, condition, forSeconds, grouping };
}

/** Only what changes. */
function images(before: RuleInput | null, after: RuleInput): { before: Image | null; after: Image } {
  const [was, is] = [before && imageOf(before), imageOf(after)];
  const changed = Object.keys(is).filter((key) => was?.[key]?.[0] !== is[key]?.[0]);
  const only = (image: Image) => Object.fromEntries(changed.map((key) => [key, image[key] ?? []]));
  return { before: was && only(was), after: only(is) };
}

function imageOf({ name, enabled, severity, target, condition, forSeconds, grouping }: RuleInput): Image {
  return {
    name: [name],
    enabled: [enabled ? 'yes' : 'no'],
    severity: [severity],
    target: [target ?? 'all'],
    condition: [conditionText(condition)],
    'holds for': [durationText(forSeconds)],
    grouping: [grouping],
  };
}

function nameTaken(name: string): Result<never> {
  return failed({
    kind: 'taken',
    why: `Another rule is called ${name}.`,
    todo: 'Choose another name.',
    field: 'rule.name',
  });
}

function changedMeanwhile(): Result<never> {
  return failed({
    kind: 'conflict',
    why: 'Somebody else changed this rule in the meantime.',
    todo: 'Copy what you typed, reload the page and look at what it says now.',
  });
}
