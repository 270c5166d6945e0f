import { expect, test } from 'vitest';
import { failingTargets, quietBecause, type Silence } from './quiet.ts';

const now = new Date('2026-11-21T12:00:00Z');
const later = new Date('2026-11-21T13:00:00Z');
const alert = { ruleId: 'r', target: 'server:1' };
const silence: Silence = { id: 's', ruleId: null, target: 'server:1', until: later, reason: 'upgrade' };
const nameOf = (target: string) => (target === 'device:2' ? 'core-switch-1' : target);
const around = { silences: [], failing: new Map<string, string>(), dependencies: [], nameOf, now };

test.each<[string, Partial<Silence>, boolean]>([
  ['of its target', {}, true],
  ['of its kind of target', { target: 'server:*' }, true],
  ['of its rule', { target: null, ruleId: 'r' }, true],
  ['of its rule elsewhere', { target: 'server:2', ruleId: 'r' }, false],
  ['of another rule', { target: null, ruleId: 'q' }, false],
  ['that is over', { until: now }, false],
])('a silence %s', (_, change, quiet) => {
  const why = quietBecause(alert, { ...around, silences: [{ ...silence, ...change }] });
  expect(why).toBe(quiet ? 'Silenced until 2026-11-21T13:00:00.000Z: upgrade' : null);
});

const steps = [
  { target: 'server:1', on: 'device:2' },
  { target: 'device:2', on: 'device:3' },
];
const why = (dependencies: typeof steps, ...failing: string[]) =>
  quietBecause(alert, {
    ...{ ...around, dependencies },
    failing: new Map(failing.map((target) => [target, target === 'device:2' ? 'core-switch-1 is away.' : 'It burns.'])),
  });

test('what is behind something that fails is quiet, over several steps, and says what fails', () => {
  expect(why(steps, 'device:3')).toBe('Quiet: device:3: It burns.');
  expect(why(steps, 'device:3', 'device:2')).toBe('Quiet: core-switch-1 is away.');
  expect(why(steps, 'server:1')).toBeNull();
  expect(why(steps, 'device:4')).toBeNull();
});

test('what may fail counts already, what warns or is over does not', () => {
  const one = (target: string, more: object) => ({ target, state: 'firing', severity: 'failing', text: 'x', ...more });
  const alerts = [
    one('a', {}),
    one('b', { state: 'pending' }),
    one('c', { state: 'acknowledged' }),
    one('d', { severity: 'warn' }),
    one('e', { state: 'resolved' }),
  ];
  expect([...failingTargets(alerts as never).keys()].sort()).toEqual(['a', 'b', 'c']);
});

test('targets that are behind each other do not keep each other quiet', () => {
  const circle = [...steps, { target: 'device:3', on: 'server:1' }];
  expect(why(circle, 'server:1', 'device:2', 'device:3')).toBeNull();
});
