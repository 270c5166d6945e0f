import { randomUUID } from 'node:crypto';
import { describe, expect, test } from 'vitest';
import { readRules } from '../../store/alert-rules.ts';
import { acknowledge, alertHistory, openAlerts } from '../../store/alerts.ts';
import { at, db, evaluateAt, messages, open, setScene, states, target, tell } from './alerts-under-test.ts';

setScene();

test('every portal begins with rules that can be evaluated', async () => {
  const first = (await readRules(db)).filter(({ id }) => id.startsWith('a1e00000'));
  expect(first).toHaveLength(10);
  expect(first.every(({ enabled }) => enabled)).toBe(true);
});

describe('a server that goes away', () => {
  test('is pending, fires once after a minute, and is resolved once, whichever collector looks', async () => {
    await tell('away', 0);
    await evaluateAt(10);
    expect(await states()).toEqual(['pending']);
    expect(await messages()).toEqual([]);
    await evaluateAt(59);
    expect(await states()).toEqual(['pending']);
    for (const seconds of [60, 70, 70, 80]) await evaluateAt(seconds);
    const [alert] = await open();
    expect(alert).toMatchObject({ state: 'firing', since: at(0), firedAt: at(60), text: 'It is away.', target });
    expect(await messages()).toEqual([{ kind: 'firing', channel: 'mail', ids: [alert?.id] }]);
    await tell('online', 90);
    for (const seconds of [100, 110]) await evaluateAt(seconds);
    expect(await open()).toEqual([]);
    expect((await alertHistory(db, { limit: 10, skip: 0 })).alerts).toMatchObject([
      { id: alert?.id, resolvedAt: at(100) },
    ]);
    expect((await messages()).map(({ kind }) => kind)).toEqual(['firing', 'resolved']);
  });

  test('and comes back within the minute is nothing', async () => {
    await tell('away', 0);
    await evaluateAt(10);
    await tell('online', 30);
    await evaluateAt(70);
    expect(await open()).toEqual([]);
    expect((await alertHistory(db, { limit: 10, skip: 0 })).total).toBe(0);
    expect(await messages()).toEqual([]);
  });

  test('fires once when two collectors look at the same time', async () => {
    await tell('away', 0);
    await Promise.allSettled([evaluateAt(70), evaluateAt(70), evaluateAt(70)]);
    await evaluateAt(80);
    expect(await states()).toEqual(['firing']);
    expect(await messages()).toHaveLength(1);
  });

  test('stays acknowledged, and is not forgotten, when a look is under way meanwhile', async () => {
    await tell('away', 0);
    await evaluateAt(70);
    const [alert] = await open();
    expect(await acknowledge(db, alert?.id as string, 'otto')).toBe('done');
    await evaluateAt(80);
    expect(await open()).toMatchObject([{ state: 'acknowledged', acknowledgedBy: 'otto' }]);
    expect(await acknowledge(db, alert?.id as string, 'otto')).toBe('gone');
    await tell('online', 90);
    await evaluateAt(100);
    expect(await open()).toEqual([]);
  });

  test('is over when nobody manages it any more', async () => {
    const gone = `server:${randomUUID()}`;
    await tell('away', 0, gone);
    await evaluateAt(70);
    expect((await openAlerts(db)).filter((alert) => alert.target === gone)).toEqual([]);
  });
});
