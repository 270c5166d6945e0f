import { afterEach, expect, test } from 'vitest';
import { keepCounts, startReceiver } from '../../store/traps.ts';
import { asAccount, testPortal } from '../testing/portal.ts';
import { value } from '../testing/signed-in.ts';
import { viewTraps } from './view-traps.ts';

const portal = testPortal();
const listens = ['127.0.0.1:1162'];
afterEach(async () => {
  await portal.db.query('DELETE FROM trap_receiver');
  await portal.db.query('DELETE FROM trap_refused');
});

test('an operator sees where traps are taken in, and what was not; others see nothing of it', async () => {
  const otto = await asAccount(portal, 'otto');
  expect(value(await viewTraps(otto, {}))).toMatchObject({ is: 'off', listens: [], refused: [] });
  const set = { ...otto, config: { ...otto.config, snmpTraps: [{ host: '127.0.0.1', port: 1162 }] } };
  expect(value(await viewTraps(set, {}))).toMatchObject({ is: 'away', listens });
  await startReceiver(portal.db, { name: '8000000001', listens });
  const at = new Date();
  const refusal = { address: '127.0.66.9', reason: 'stranger', count: 12, firstAt: at, lastAt: at };
  await keepCounts(portal.db, { received: 15, kept: 3, refused: { stranger: 12 } }, [refusal]);
  await keepCounts(portal.db, { received: 16, kept: 3, refused: { stranger: 13 } }, [{ ...refusal, count: 1 }]);
  expect(value(await viewTraps(set, {}))).toMatchObject({
    ...{ is: 'taking', listens, received: 16, kept: 3 },
    refused: [{ text: '13 traps from 127.0.66.9, which is no device here', lastAt: at.toISOString() }],
  });
  await portal.db.query(`UPDATE trap_receiver SET beat_at = now() - interval '1 minute'`);
  expect(value(await viewTraps(set, {}))).toMatchObject({ is: 'away', received: 0 });
  expect((await viewTraps(await asAccount(portal, 'uma'), {})).ok).toBe(false);
});
