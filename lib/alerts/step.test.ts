import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { type Alert, isFiring } from '../domain/alert.ts';
import type { Condition, Rule } from '../domain/alert-rule.ts';
import { judgePoints } from './judge.ts';
import { drop, type Finding, step } from './step.ts';

const begun = new Date('2026-11-21T12:00:00Z');
const at = (seconds: number) => new Date(begun.getTime() + seconds * 1000);
const threshold = {
  ...{ is: 'threshold', series: 'x', percentOf: null, direction: 'above', limit: 80, clear: 70 },
} as const satisfies Condition;
const rule: Rule = {
  ...{ id: 'r', name: 'Filling up', enabled: true, severity: 'warn', target: null, condition: threshold },
  ...{ forSeconds: 60, grouping: 'target', createdAt: begun },
};
const subject = { target: 'directory', of: '', series: 'x', unit: '%' };

/** Looks every 10 s at one value after the other; null: unknown. */
function run(values: readonly (number | null)[], with_: Rule = rule): (Alert | null)[] {
  let alert: Alert | null = null;
  let ids = 0;
  return values.map((value, index) => {
    if (alert?.state === 'resolved') alert = null;
    const now = at(index * 10);
    const points = value === null ? [] : [{ at: now, value }];
    const verdict = judgePoints(threshold, points, alert !== null, now);
    const finding: Finding = { subject, verdict, text: `${value} %` };
    alert = step(with_, alert, finding, now, () => String(++ids));
    expect(step(with_, alert, finding, now, () => 'another')).toEqual(alert?.state === 'resolved' ? null : alert);
    return alert;
  });
}
const states = (values: readonly (number | null)[], with_?: Rule) => run(values, with_).map((one) => one?.state ?? '-');
const many = <T>(count: number, value: T) => Array<T>(count).fill(value);

describe('an alert', () => {
  test('waits until the condition held for long enough, fires, and is over once it is past the other border', () => {
    expect(states([50, ...many(6, 90), 90, 75, 75, 60, 60])).toEqual([
      ...['-', ...many(6, 'pending'), 'firing', 'firing', 'firing', 'resolved', '-'],
    ]);
  });

  test('that never held for long enough leaves nothing', () => {
    expect(states([90, 90, 90, 60, 90, 60])).toEqual(['pending', 'pending', 'pending', '-', 'pending', '-']);
  });

  test('does not begin, or go on waiting, with what is unknown, and does not end with it either', () => {
    expect(states([null, 90, 90, null, 90])).toEqual(['-', 'pending', 'pending', '-', 'pending']);
    expect(states([...many(7, 90), null, null, 75])).toEqual([...many(6, 'pending'), ...many(4, 'firing')]);
  });

  test('is over when nothing was known of it for an hour', () => {
    expect(states([...many(7, 90), ...many(361, null)]).slice(-2)).toEqual(['firing', 'resolved']);
  });

  test('says what, since when, and the value of now', () => {
    const last = run([50, ...many(7, 90), 95]).at(-1);
    expect(last).toMatchObject({ since: at(10), firedAt: at(70), value: 95, text: '95 %', name: 'Filling up' });
  });

  test('of a rule that is gone is over when it fired, and leaves nothing when it did not', () => {
    const [pending] = run([90]);
    const firing = run(many(7, 90)).at(-1);
    expect(drop(pending as Alert, at(80))).toBeNull();
    expect(drop(firing as Alert, at(80))).toMatchObject({ state: 'resolved', resolvedAt: at(80) });
  });

  test('stays acknowledged while it holds', () => {
    const firing = run(many(7, 90)).at(-1) as Alert;
    const acknowledged = { ...firing, state: 'acknowledged' as const };
    const finding: Finding = { subject, verdict: { holds: true, value: 99 }, text: '' };
    expect(step(rule, acknowledged, finding, at(80), () => 'x')).toMatchObject({ state: 'acknowledged', value: 99 });
  });
});

describe('whatever is measured', () => {
  const measured = fc.array(fc.option(fc.integer({ min: 0, max: 100 }), { freq: 5 }), { maxLength: 200 });

  test('between the two borders nothing changes', () => {
    const between = fc.array(fc.integer({ min: 71, max: 80 }), { maxLength: 100 });
    fc.assert(
      fc.property(between, (values) => {
        expect(new Set(states([...many(7, 90), ...values]).slice(6))).toEqual(new Set(['firing']));
        expect(new Set(states([50, ...values]))).toEqual(new Set(['-']));
      }),
    );
  });

  test('each alert fires once, and another one of the subject begins only after its end', () => {
    fc.assert(
      fc.property(measured, fc.constantFrom(0, 30, 60), (values, forSeconds) => {
        const told = run(values, { ...rule, forSeconds });
        const ids = told.flatMap((one) => (one ? [Number(one.id)] : []));
        expect(ids).toEqual(ids.toSorted((one, other) => one - other));
        for (const alerts of Map.groupBy(
          told.filter((one) => one !== null),
          ({ id }) => id,
        ).values()) {
          const steps = alerts.map(({ state }) => state).join(' ');
          expect(steps).toMatch(/^(pending ?)*(firing ?)*(resolved)?$/);
          expect(new Set(alerts.flatMap(({ firedAt }) => (firedAt ? [firedAt.getTime()] : []))).size).toBeLessThan(2);
        }
      }),
    );
  });

  test('what fires held for as long as it had to', () => {
    fc.assert(
      fc.property(measured, (values) => {
        for (const one of run(values))
          if (one && isFiring(one)) expect(Number(one.firedAt) - one.since.getTime()).toBeGreaterThanOrEqual(60_000);
      }),
    );
  });
});
