import type { Alert } from '../domain/alert.ts';
import { type Dependency, inFrontOf } from '../domain/alert-dependency.ts';
import { inScope } from '../domain/alert-rule.ts';

/** Until then nobody is told. At least one of rule and target is given. */
export type Silence = { id: string; ruleId: string | null; target: string | null; until: Date; reason: string };

/** What is the matter with targets that fail, by target. */
export type Failing = ReadonlyMap<string, string>;

type Around = {
  silences: readonly Silence[];
  failing: Failing;
  dependencies: readonly Dependency[];
  nameOf: (target: string) => string;
  now: Date;
};

/** Why nobody is told of a firing alert, as a sentence; null: somebody is. */
export function quietBecause(
  alert: Pick<Alert, 'ruleId' | 'target'>,
  { silences, failing, dependencies, nameOf, now }: Around,
): string | null {
  const silence = silences.find(({ ruleId, target, until }) => {
    const matches = (ruleId === null || ruleId === alert.ruleId) && inScope(target, alert.target);
    return matches && until > now;
  });
  if (silence) return `Silenced until ${silence.until.toISOString()}${silence.reason && `: ${silence.reason}`}`;
  const on = failingInFront(alert.target, failing, dependencies);
  if (on === null) return null;
  const [name, text = ''] = [nameOf(on), failing.get(on)];
  return text.startsWith(name) ? `Quiet: ${text}` : `Quiet: ${name}: ${text}`;
}

/**
 * Targets with an open alert of the higher severity: a certificate that is about to expire takes nothing else down. One that
 * does not hold for long enough yet counts as well, so that of a switch and what is behind it the latter isn't told first.
 */
export function failingTargets(alerts: readonly Alert[]): Map<string, string> {
  const failing = alerts.filter(({ state, severity }) => state !== 'resolved' && severity === 'failing');
  return new Map(failing.toReversed().map(({ target, text }) => [target, text]));
}

/** Targets in a circle would keep each other quiet, and nobody would be told: these don't count. */
function failingInFront(target: string, failing: Failing, dependencies: readonly Dependency[]): string | null {
  const inCircle = (on: string) => inFrontOf(on, dependencies).includes(target);
  return inFrontOf(target, dependencies).find((on) => failing.has(on) && !inCircle(on)) ?? null;
}
