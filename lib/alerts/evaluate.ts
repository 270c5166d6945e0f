import { type Alert, type AlertMessage, subjectKey } from '../domain/alert.ts';
import type { Dependency } from '../domain/alert-dependency.ts';
import type { Rule } from '../domain/alert-rule.ts';
import { inScope } from '../domain/alert-rule.ts';
import { look, type Sight } from './look.ts';
import { messageOf } from './message.ts';
import { failingTargets, quietBecause, type Silence } from './quiet.ts';
import { drop, type Finding, step } from './step.ts';

export type Evaluation = {
  rules: readonly Rule[];
  /** Alerts that are not over. */
  open: readonly Alert[];
  sight: Sight;
  silences: readonly Silence[];
  dependencies: readonly Dependency[];
  words: { baseUrl: string; nameOf: (target: string) => string };
  now: Date;
  newId: () => string;
  /** One rule that can't be evaluated leaves its alerts as they are, and the others alone. */
  failed: (rule: Rule, cause: unknown) => void;
};

export type Evaluated = {
  write: Alert[];
  drop: string[];
  tell: { message: AlertMessage; ids: string[] }[];
  now: Date;
};

/** One look at everything: what changed, and who is told of what. Writes nothing. */
export async function evaluate(evaluation: Evaluation): Promise<Evaluated> {
  const { rules, open, now } = evaluation;
  const next = new Map<string, Alert>();
  const gone: string[] = [];
  const keep = (before: Alert | null, after: Alert | null) => {
    if (after) next.set(after.id, after);
    else if (before) gone.push(before.id);
  };
  const byRule = Map.groupBy(open, ({ ruleId }) => ruleId);
  for (const rule of rules) {
    const mine = byRule.get(rule.id) ?? [];
    byRule.delete(rule.id);
    for (const [before, after] of await evaluateRule(evaluation, rule, mine)) keep(before, after);
  }
  for (const orphan of [...byRule.values()].flat()) keep(orphan, drop(orphan, now));
  const alerts = withQuiet([...next.values()], evaluation);
  const before = new Map(open.map((alert) => [alert.id, alert]));
  const write = alerts.filter((alert) => !isSame(before.get(alert.id), alert));
  return { write, drop: gone, tell: tellings(alerts, evaluation), now };
}

type Change = readonly [before: Alert | null, after: Alert | null];

async function evaluateRule(evaluation: Evaluation, rule: Rule, mine: readonly Alert[]): Promise<Change[]> {
  const { sight, now, newId, failed } = evaluation;
  if (!rule.enabled) return mine.map((alert) => [alert, drop(alert, now)]);
  const bySubject = new Map(mine.map((alert) => [subjectKey(alert), alert]));
  let findings: Finding[];
  try {
    findings = await look(rule, sight, (subject) => bySubject.has(subjectKey(subject)), now);
  } catch (cause) {
    failed(rule, cause);
    return mine.map((alert) => [alert, alert]);
  }
  const changes = findings.map((finding): Change => {
    const before = bySubject.get(subjectKey(finding.subject)) ?? null;
    bySubject.delete(subjectKey(finding.subject));
    return [before, step(rule, before, finding, now, newId)];
  });
  const unseen = [...bySubject.values()].map((alert): Change => [alert, unseenStep(rule, alert, evaluation)]);
  return [...changes, ...unseen];
}

/** Nothing was found of it: it may be gone, or just not be told of now. */
function unseenStep(rule: Rule, alert: Alert, { sight, now, newId }: Evaluation): Alert | null {
  const { condition } = rule;
  const looksElsewhere = 'series' in condition ? condition.series !== alert.series : alert.series !== null;
  if (looksElsewhere || !sight.targets.has(alert.target) || !inScope(rule.target, alert.target))
    return drop(alert, now);
  const finding: Finding = { subject: alert, verdict: { holds: null, value: null }, text: alert.text };
  return step(rule, alert, finding, now, newId);
}

function withQuiet(alerts: readonly Alert[], { silences, dependencies, words: { nameOf }, now }: Evaluation): Alert[] {
  const around = { silences, dependencies, nameOf, now, failing: failingTargets(alerts) };
  return alerts.map((alert) => {
    if (alert.state !== 'firing') return alert;
    return { ...alert, quiet: quietBecause(alert, around) };
  });
}

/** Of what fires nobody is told while it is quiet or looked after; of an end only who was told of the beginning. */
function tellings(alerts: readonly Alert[], { words, now }: Evaluation): Evaluated['tell'] {
  const begun = alerts.filter(({ state, quiet, notifiedAt }) => state === 'firing' && quiet === null && !notifiedAt);
  const ended = alerts.filter(({ resolvedAt, notifiedAt }) => notifiedAt && resolvedAt?.getTime() === now.getTime());
  const groupsOf = (kind: AlertMessage['kind'], told: readonly Alert[]) =>
    [...Map.groupBy(told, ({ groupKey }) => groupKey).values()].map((group) => ({
      message: messageOf(kind, group, words),
      ids: group.map(({ id }) => id),
    }));
  return [...groupsOf('firing', begun), ...groupsOf('resolved', ended)];
}

function isSame(before: Alert | undefined, after: Alert): boolean {
  return (
    before !== undefined && Object.keys(after).every((key) => Object.is(before[key as never], after[key as never]))
  );
}
