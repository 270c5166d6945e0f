import { randomUUID } from 'node:crypto';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { sendDue } from '../../alerts/out/send-due.ts';
import { parseConfig } from '../../config/config.ts';
import { connections } from '../../services/servers/connections.ts';
import { nowhere } from '../../services/testing/fake-connector.ts';
import { claimDelivery, type Delivery } from '../../store/alert-outbox.ts';
import { alertHistory, purgeAlerts } from '../../store/alerts.ts';
import { secretBox } from '../../store/secret-box.ts';
import { alertJobs, evaluateAlerts } from '../alerts.ts';
import { at, db, evaluateAt, log, messages, metrics, setScene, tell } from './alerts-under-test.ts';

setScene();

const nobody = connections(nowhere, secretBox({ file: join(tmpdir(), `key-${randomUUID()}`), made: true }));

describe('the outbox', () => {
  const away = async () => {
    await tell('away', 0);
    await evaluateAt(70);
  };
  const way = (send: (delivery: Delivery) => Promise<void>) => ({
    ...{ channel: 'mail' as const, failed: () => {}, unnoted: new Set<string>() },
    send: async (delivery: Delivery) => {
      await send(delivery);
      return null;
    },
  });
  const due = () => db.query(`UPDATE alert_delivery SET next_at = now() - interval '1 second'`);

  test('sends what is in it once, however many look', async () => {
    await away();
    const sent: string[] = [];
    const send = way(async ({ id }) => void sent.push(id));
    await Promise.all([sendDue(db, send), sendDue(db, send), sendDue(db, send)]);
    expect(sent).toHaveLength(1);
    await due();
    await sendDue(db, send);
    expect(sent).toHaveLength(1);
  });

  test('tries again what was not taken, also after a restart, under the same id', async () => {
    await away();
    const tried: string[] = [];
    const refused = way(async ({ id }) => {
      tried.push(id);
      throw new Error('not now');
    });
    expect(await sendDue(db, refused)).toEqual({ sent: 0, failures: 1 });
    expect(await sendDue(db, refused)).toEqual({ sent: 0, failures: 0 });
    await due();
    expect(
      await sendDue(
        db,
        way(async ({ id }) => void tried.push(id)),
      ),
    ).toEqual({ sent: 1, failures: 0 });
    expect(tried).toHaveLength(2);
    expect(new Set(tried).size).toBe(1);
  });

  test('of a sender that was killed is taken up by the next one, not by another at the same time', async () => {
    await away();
    const held = await claimDelivery(db, ['mail']);
    expect(await claimDelivery(db, ['mail'])).toBeNull();
    await due();
    expect(await claimDelivery(db, ['mail'])).toMatchObject({ id: held?.id, tries: 2 });
  });

  test('that could not note what it sent does not send it again', async () => {
    await away();
    let sent = 0;
    const send = way(async () => {
      sent += 1;
    });
    let broken = true;
    const flaky = {
      ...db,
      query: ((text: string, values?: readonly unknown[]) => {
        if (broken && text.includes(`'sent'`)) throw new Error('away');
        return db.query(text, values);
      }) as typeof db.query,
    };
    await expect(sendDue(flaky, send)).rejects.toThrow('away');
    broken = false;
    await due();
    await sendDue(flaky, send);
    expect(sent).toBe(1);
    expect(await db.query(`SELECT state FROM alert_delivery`)).toEqual([{ state: 'sent' }]);
  });

  test('stays empty where nothing is set, and old alerts and messages are deleted', async () => {
    await tell('away', 0);
    await evaluateAlerts({ db, metrics, settings: parseConfig({}), log }, at(70));
    expect(await messages()).toEqual([]);
    expect(alertJobs({ db, metrics, settings: parseConfig({}), log, connections: nobody })).toHaveLength(2);
    await tell('online', 80);
    await evaluateAt(90);
    await db.query(`UPDATE alert SET resolved_at = now() - interval '366 days'`);
    await purgeAlerts(db);
    expect((await alertHistory(db, { limit: 10, skip: 0 })).total).toBe(0);
  });
});
