import { spawnSync } from 'node:child_process';
import { afterAll, beforeAll, expect, test, vi } from 'vitest';
import { address, TrapsUnderTest } from '../lib/traps/traps-under-test.ts';
import { Supervisor } from './supervise.ts';

vi.setConfig({ testTimeout: 90_000, hookTimeout: 180_000 });

const traps = new TrapsUnderTest();
const supervisor = new Supervisor(() => {});
beforeAll(() => traps.begin());
afterAll(async () => {
  await supervisor.stop();
  await traps.end();
});

test('a receiver of traps that is killed is started again, as another start of the same engine, and takes what comes', async () => {
  const id = await traps.add(address(1), {}, { community: 'known' });
  const spec = traps.spec();
  await supervisor.start(spec);
  await traps.takesAfter(0);
  const inform = (kind: number) =>
    traps.tool('snmpinform', address(1), [
      '-v2c',
      '-c',
      'known',
      '-r',
      '1',
      '-t',
      '1',
      '@',
      '',
      `1.3.6.1.6.3.1.1.5.${kind}`,
    ]);
  expect((await inform(1)).code).toBe(0);
  const engines = () =>
    traps.db.query<{ engine_id: string; boots: number }>('SELECT engine_id, boots FROM trap_receiver');
  const [before] = await engines();
  const { stdout } = spawnSync('pgrep', ['-P', String(process.pid), '-f', spec.script], { encoding: 'utf8' });
  process.kill(Number(stdout), 'SIGKILL');
  await traps.takesAfter(1);
  expect(await engines()).toEqual([{ engine_id: before?.engine_id, boots: 2 }]);
  expect((await inform(2)).code).toBe(0);
  expect((await traps.events(id)).map(({ kind }) => kind)).toEqual(['trap.warmStart', 'trap.coldStart']);
});
