import { expect, inject, test, vi } from 'vitest';
import { adapted, type How, value } from './adapted-under-test.ts';

vi.setConfig({ testTimeout: 120_000, hookTimeout: 120_000 });

const north = inject('xmpp').servers.find(({ kind }) => kind === 'ejabberd');
if (!north) throw new Error('no ejabberd');
/** Shutting down is left to servers-own-ways.test.ts: the lab, which others still need, brings back no node that was shut down. */
const both = north.nodes.map(({ name }) => name);
const second = both[1] as string;

async function untilWhole(how: How): Promise<void> {
  const server = adapted(north as NonNullable<typeof north>, how);
  await vi.waitFor(
    async () => {
      const running = value(await server.cluster()).filter(({ state }) => state === 'running');
      expect(running.map(({ node }) => node)).toEqual(both);
    },
    { timeout: 60_000, interval: 200 },
  );
}

test.each(['with mod_bailiwick', 'without mod_bailiwick'] as const)(
  'a node of ejabberd %s is restarted by its name, and seen to be gone and back',
  async (how) => {
    await untilWhole(how);
    const told = value(await adapted(north, how).restart(second, 'Back in a moment'));
    expect(told).toEqual({ seen: true, by: `${second} was gone, and runs again.` });
    await untilWhole(how);
  },
);

test('a node that there is not is not restarted', async () => {
  const told = await adapted(north, 'with mod_bailiwick').restart('ej9@localhost', '');
  expect(told).toMatchObject({ ok: false, failure: { kind: 'not-found' } });
});
