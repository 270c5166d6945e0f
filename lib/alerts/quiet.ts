import type { Alert } from '../domain/alert.ts';
import { isFiring } from '../domain/alert.ts';
import { inScope } from '../domain/alert-rule.ts';

/** Until then nobody is told. At least one of rule and target is given. */
export type Silence = { id: string; ruleId: string | null; target: string | null; until: Date; reason: string };

/** `target` can't be reached or judged while `on` is failing: what is behind a switch. */
export type Dependency = { target: string; on: string };

/** Why nobody is told of a firing alert, as a sentence; null: somebody is. */
export function quietBecause(
  alert: Pick<Alert, 'ruleId' | 'target'>,
  silences: readonly Silence[],
  failing: ReadonlySet<string>,
  dependencies: readonly Dependency[],
  now: Date,
): string | null {
  const silence = silences.find(({ ruleId, target, until }) => {
    const matches = (ruleId === null || ruleId === alert.ruleId) && inScope(target, alert.target);
    return matches && until > now;
  });
  if (silence) return `Silenced until ${silence.until.toISOString()}${silence.reason && `: ${silence.reason}`}`;
  const on = failingInFront(alert.target, failing, dependencies);
  return on === null ? null : `Behind ${on}, which is failing`;
}

/** Targets with a firing alert of the higher severity: a certificate that is about to expire takes nothing else down. */
export function failingTargets(alerts: readonly Alert[]): Set<string> {
  return new Set(alerts.filter((one) => isFiring(one) && one.severity === 'failing').map(({ target }) => target));
}

/** Targets in a circle would keep each other quiet, and nobody would be told: these don't count. */
function failingInFront(
  target: string,
  failing: ReadonlySet<string>,
  dependencies: readonly Dependency[],
): string | null {
  const inCircle = (on: string) => inFrontOf(on, dependencies).includes(target);
  return inFrontOf(target, dependencies).find((on) => failing.has(on) && !inCircle(on)) ?? null;
}

/** Everything it is behind, the nearest first. */
function inFrontOf(target: string, dependencies: readonly Dependency[]): string[] {
  const found = new Set<string>();
  const waiting = [target];
  for (let behind = waiting.shift(); behind !== undefined; behind = waiting.shift()) {
    for (const { on } of dependencies.filter((one) => one.target === behind)) {
      if (found.has(on)) continue;
      found.add(on);
      waiting.push(on);
    }
  }
  return [...found];
}
