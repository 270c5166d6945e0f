/**
 * What is watched, as people write it down. Pure values: lib/alerts/judge.ts says when a condition holds,
 * lib/alerts/step.ts what becomes of an alert then.
 *
 * | condition | holds while                                                                                        |
 * |-----------|----------------------------------------------------------------------------------------------------|
 * | threshold | the last value is above (below) `limit`; once it held, until it is back past `clear`                |
 * | change    | the value rose (fell) by more than `limit` within `windowSeconds`; then until by less than `clear`   |
 * | forecast  | the straight line through the last `windowSeconds` meets `limit` within `withinSeconds`              |
 * | absence   | a series that had samples has none for `seconds`                                                    |
 * | state     | the last event of the kind about a thing tells one of `states` (details.state)                      |
 * | expected  | no event of the kind about the target came for `withinSeconds`                                      |
 *
 * `percentOf`: the value is taken as a part of a hundred of the series of that name with the same labels.
 */
export type Direction = 'above' | 'below';
type OfSeries = { series: string; percentOf: string | null };
export type Condition =
  | (OfSeries & { is: 'threshold'; direction: Direction; limit: number; clear: number })
  | (OfSeries & { is: 'change'; direction: Direction; limit: number; clear: number; windowSeconds: number })
  | (OfSeries & {
      is: 'forecast';
      direction: Direction;
      limit: number;
      windowSeconds: number;
      withinSeconds: number;
    })
  | { is: 'absence'; series: string; seconds: number }
  | { is: 'state'; kind: string; states: readonly string[] }
  | { is: 'expected'; kind: string; withinSeconds: number };

export const conditionKinds = [
  'threshold',
  'change',
  'forecast',
  'absence',
  'state',
  'expected',
] as const satisfies readonly Condition['is'][];

export const alertSeverities = ['warn', 'failing'] as const;
export type AlertSeverity = (typeof alertSeverities)[number];

/** What tells together: all alerts of a target, or all of a rule. */
export const groupings = ['target', 'rule'] as const;
export type Grouping = (typeof groupings)[number];

export type Rule = {
  id: string;
  name: string;
  enabled: boolean;
  severity: AlertSeverity;
  /** `server:<id>`, `directory`, …; every target of a kind is `server:*`; null: all. */
  target: string | null;
  condition: Condition;
  /** How long the condition has to hold without a break before the alert fires. */
  forSeconds: number;
  grouping: Grouping;
  createdAt: Date;
};

export function inScope(scope: string | null, target: string): boolean {
  if (scope === null) return true;
  return scope.endsWith(':*') ? target.startsWith(scope.slice(0, -1)) : target === scope;
}

/** Alerts of one key that begin at the same time go out as one message. */
export function groupKey(rule: Pick<Rule, 'id' | 'grouping'>, target: string): string {
  return rule.grouping === 'rule' ? `rule ${rule.id}` : `target ${target}`;
}
