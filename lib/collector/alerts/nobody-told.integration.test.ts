import { randomUUID } from 'node:crypto';
import { describe, expect, test } from 'vitest';
import { insertSilence } from '../../store/alert-silences.ts';
import { at, db, evaluateAt, messages, open, setScene, target, tell } from './alerts-under-test.ts';

setScene();

describe('nobody is told', () => {
  test('while it is silenced; then they are, once, if it still fires', async () => {
    await insertSilence(db, {
      ...{ id: randomUUID(), ruleId: null, target, reason: 'upgrade', madeBy: 'otto', until: at(200) },
    });
    await tell('away', 0);
    for (const seconds of [70, 150]) await evaluateAt(seconds);
    expect(await open()).toMatchObject([{ state: 'firing', quiet: expect.stringContaining('upgrade') }]);
    expect(await messages()).toEqual([]);
    for (const seconds of [201, 210]) await evaluateAt(seconds);
    expect(await open()).toMatchObject([{ quiet: null }]);
    expect(await messages()).toHaveLength(1);
  });

  test('of what is behind something that fails, and not of its end either', async () => {
    await db.prisma.alertDependency.create({ data: { target, onTarget: 'directory' } });
    await tell('away', 0, 'directory', 'directory.state');
    await tell('away', 0);
    await evaluateAt(70);
    const told = (await messages()).flatMap(({ ids }) => ids);
    const [behind] = (await open()).filter((alert) => alert.target === target);
    expect(behind).toMatchObject({ state: 'firing', quiet: 'Quiet: Directory: It is away.' });
    expect(told).not.toContain(behind?.id);
    await tell('online', 80);
    await evaluateAt(90);
    expect((await messages()).flatMap(({ ids }) => ids)).not.toContain(behind?.id);
  });
});
