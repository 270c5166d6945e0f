import { expect, test } from 'vitest';
import { quietBecause, type Silence } from './quiet.ts';

const now = new Date('2026-11-21T12:00:00Z');
const later = new Date('2026-11-21T13:00:00Z');
const alert = { ruleId: 'r', target: 'server:1' };
const silence: Silence = { id: 's', ruleId: null, target: 'server:1', until: later, reason: 'upgrade' };
const none = new Set<string>();

test.each<[string, Partial<Silence>, boolean]>([
  ['of its target', {}, true],
  ['of its kind of target', { target: 'server:*' }, true],
  ['of its rule', { target: null, ruleId: 'r' }, true],
  ['of its rule elsewhere', { target: 'server:2', ruleId: 'r' }, false],
  ['of another rule', { target: null, ruleId: 'q' }, false],
  ['that is over', { until: now }, false],
])('a silence %s', (_, change, quiet) => {
  const why = quietBecause(alert, [{ ...silence, ...change }], none, [], now);
  expect(why).toBe(quiet ? 'Silenced until 2026-11-21T13:00:00.000Z: upgrade' : null);
});

const steps = [
  { target: 'server:1', on: 'device:2' },
  { target: 'device:2', on: 'device:3' },
];
const why = (dependencies: typeof steps, ...failing: string[]) =>
  quietBecause(alert, [], new Set(failing), dependencies, now);

test('what is behind something that fails is quiet, over several steps', () => {
  expect(why(steps, 'device:3')).toBe('Behind device:3, which is failing');
  expect(why(steps, 'device:3', 'device:2')).toBe('Behind device:2, which is failing');
  expect(why(steps, 'server:1')).toBeNull();
  expect(why(steps, 'device:4')).toBeNull();
});

test('targets that are behind each other do not keep each other quiet', () => {
  const circle = [...steps, { target: 'device:3', on: 'server:1' }];
  expect(why(circle, 'server:1', 'device:2', 'device:3')).toBeNull();
});
