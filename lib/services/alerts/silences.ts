import { z } from 'zod';
import { targetInput } from '../../domain/alert-rule-input.ts';
import { failed, notFound, ok, type Result } from '../../domain/failure.ts';
import { readRule, readRules } from '../../store/alert-rules.ts';
import {
  endSilence,
  insertSilence,
  type KeptSilence,
  mostSilences,
  newSilenceId,
  readSilence,
  readSilences,
} from '../../store/alert-silences.ts';
import { auditedChange } from '../audited-change.ts';
import type { Portal } from '../context.ts';
import { metricTargets, targetNames } from '../metrics/targets.ts';
import { defineUseCase, wholeSystem } from '../use-case.ts';
import { whereText } from './rules.ts';

export type SilenceView = {
  id: string;
  what: string;
  reason: string;
  madeBy: string;
  createdAt: string;
  until: string;
};
type Choice = { value: string; label: string };
/** `rules`, `targets`: what can be silenced. */
export type SilenceList = {
  rows: SilenceView[];
  total: number;
  asOf: string;
  rules: Choice[];
  targets: Choice[];
};

/** Those that are not over. */
export const listSilences = defineUseCase({
  permission: 'operations.read',
  noun: 'list',
  what: 'The silences were not read.',
  input: z.object({}),
  find: wholeSystem,
  async act(context): Promise<Result<SilenceList>> {
    const silences = await readSilences(context.db);
    const [whatOf, rules, targets] = await Promise.all([
      silenceWords(context),
      readRules(context.db),
      metricTargets(context),
    ]);
    const rows = silences.map((silence) => ({
      ...{ id: silence.id, what: whatOf(silence), reason: silence.reason, madeBy: silence.madeBy },
      ...{ createdAt: silence.createdAt.toISOString(), until: silence.until.toISOString() },
    }));
    return ok({
      ...{ rows, total: rows.length, asOf: new Date().toISOString() },
      rules: rules.map(({ id, name }) => ({ value: id, label: name })),
      targets: targets.map(({ target, name }) => ({ value: target, label: name })),
    });
  },
});

const longestMinutes = 30 * 24 * 60;

/** Nobody is told of alerts of a rule, a target, or a rule at a target, until it ends. They are shown as before. */
export const silenceAlerts = defineUseCase({
  permission: 'operations.edit',
  noun: 'alert',
  what: 'Nothing was silenced.',
  input: z
    .object({
      ruleId: z.uuid().nullable(),
      target: targetInput.nullable(),
      minutes: z
        .int({ error: 'Enter a whole number of minutes.' })
        .min(1, 'A silence lasts at least a minute.')
        .max(longestMinutes, 'A silence lasts at most 30 days.'),
      reason: z.string().trim().max(500),
    })
    .refine(({ ruleId, target }) => ruleId !== null || target !== null, { error: 'Choose a rule or a target.' }),
  find: wholeSystem,
  async act(
    context,
    { ruleId, target, minutes, reason },
  ): Promise<Result<{ id: string; what: string; until: string }>> {
    const { db, actor } = context;
    if (ruleId && !(await readRule(db, ruleId))) return notFound('rule');
    if ((await readSilences(db)).length >= mostSilences)
      return failed({
        kind: 'too-many',
        why: `There are ${mostSilences} silences.`,
        todo: 'End those that nobody needs.',
      });
    const id = newSilenceId();
    const until = new Date(Date.now() + minutes * 60_000);
    const silence = { id, ruleId, target, reason, until, madeBy: actor.name };
    const what = (await silenceWords(context))(silence);
    const after = { until: [until.toISOString()], ...(reason && { reason: [reason] }) };
    const about = { action: 'alerts.silence', kind: 'alert' as const, id, dn: null, name: what, realm: null };
    return auditedChange(context, { ...about, before: null, after }, async () => {
      await insertSilence(db, silence);
      return ok({ id, what, until: until.toISOString() });
    });
  },
});

export const endAlertSilence = defineUseCase({
  permission: 'operations.edit',
  noun: 'silence',
  what: 'The silence was not ended.',
  input: z.object({ id: z.uuid() }),
  find: wholeSystem,
  async act(context, { id }): Promise<Result<{ what: string }>> {
    const silence = await readSilence(context.db, id);
    if (!silence) return notFound('silence');
    const what = (await silenceWords(context))(silence);
    const about = { action: 'alerts.end-silence', kind: 'alert' as const, id, dn: null, name: what, realm: null };
    const before = { until: [silence.until.toISOString()] };
    return auditedChange(context, { ...about, before, after: null }, async () =>
      (await endSilence(context.db, id)) ? ok({ what }) : notFound('silence'),
    );
  },
});

/** "XMPP server is away, North" */
async function silenceWords(
  portal: Pick<Portal, 'db'>,
): Promise<(silence: Pick<KeptSilence, 'ruleId' | 'target'>) => string> {
  const nameOf = targetNames(await metricTargets(portal));
  const rules = new Map((await readRules(portal.db)).map(({ id, name }) => [id, name]));
  return ({ ruleId, target }) => {
    const rule = ruleId === null ? 'All rules' : (rules.get(ruleId) ?? 'A rule that was removed');
    return target === null ? rule : `${rule}, ${whereText(target, nameOf)}`;
  };
}
