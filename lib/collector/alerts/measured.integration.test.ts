import { describe, expect, test } from 'vitest';
import type { RuleInput } from '../../domain/alert-rule-input.ts';
import type { SeriesSpec } from '../../metrics/port.ts';
import { deleteRule, insertRule, newRuleId } from '../../store/alert-rules.ts';
import { appendEvents } from '../../store/events.ts';
import { at, db, evaluateAt, metrics, open, setScene } from './alerts-under-test.ts';

setScene();

const threshold: RuleInput = {
  ...{ name: 'Full', enabled: true, severity: 'warn', target: 'directory', forSeconds: 0, grouping: 'target' },
  condition: { is: 'threshold', series: 'test.used', percentOf: 'test.most', direction: 'above', limit: 80, clear: 70 },
};

describe('what is measured', () => {
  const series = (name: string): SeriesSpec => ({
    ...{
      target: 'directory',
      name,
      labels: { database: name === 'x' ? 'y' : 'dc=example' },
      kind: 'gauge',
      unit: 'pages',
    },
    ...{ stepSeconds: 10, heartbeatSeconds: 60, min: 0, max: null },
  });
  const measure = (values: number[]) =>
    metrics.write(
      values.flatMap((value, index) => [
        { series: series('test.used'), at: at(10 * index), value },
        { series: series('test.most'), at: at(10 * index), value: 200 },
      ]),
    );

  test('fires with its value in parts of a hundred and a link to its chart, and ends past the other border', async () => {
    const id = newRuleId();
    expect(await insertRule(db, id, { ...threshold, name: `Full ${id}` })).toBe('done');
    await measure([...Array(10).fill(100), ...Array(10).fill(180), ...Array(10).fill(150), ...Array(10).fill(130)]);
    const look = async (seconds: number) => {
      await evaluateAt(seconds);
      return (await open()).filter(({ ruleId }) => ruleId === id);
    };
    expect(await look(90)).toEqual([]);
    expect(await look(190)).toMatchObject([
      { state: 'firing', value: 90, unit: '%', of: 'database dc=example', series: 'test.used' },
    ]);
    // 75 %: between the borders.
    expect(await look(290)).toMatchObject([{ state: 'firing', value: 75 }]);
    expect(await look(380)).toEqual([]);
    const [row] = await db.query<{ message: { alerts: { link: string; text: string }[] } }>(
      `SELECT message FROM alert_delivery WHERE kind = 'firing'`,
    );
    const link = new URL(row?.message.alerts[0]?.link ?? '');
    expect(link.pathname).toBe('/metrics');
    expect(Object.fromEntries(link.searchParams)).toMatchObject({ target: 'directory', name: 'test.used' });
    expect(row?.message.alerts[0]?.text).toBe('test.used of test.most (database dc=example) is 90 %, above 80 %.');
    await deleteRule(db, id);
  });

  test('and is not measured any more fires when samples are missing, and an expected event when it is late', async () => {
    const [absence, expected] = [newRuleId(), newRuleId()];
    const missing = { is: 'absence', series: 'test.used', seconds: 300 } as const;
    await insertRule(db, absence, { ...threshold, name: `Missing ${absence}`, condition: missing });
    const late = { is: 'expected', kind: 'backup.done', withinSeconds: 100 } as const;
    await insertRule(db, expected, { ...threshold, name: `Late ${expected}`, condition: late });
    await db.prisma.alertRule.update({ where: { id: expected }, data: { createdAt: at(0) } });
    const mine = async () =>
      (await open()).map(({ ruleId }) => ruleId).filter((id) => [absence, expected].includes(id));
    await appendEvents(db, [
      { at: at(650), target: 'directory', kind: 'backup.done', severity: 'info', text: 'Backup done.' },
    ]);
    await evaluateAt(680);
    expect(await mine()).toEqual([]);
    await evaluateAt(751);
    expect((await mine()).sort()).toEqual([absence, expected].sort());
    await deleteRule(db, expected);
    await deleteRule(db, absence);
    await evaluateAt(760);
    expect(await mine()).toEqual([]);
  });
});
