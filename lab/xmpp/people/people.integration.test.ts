import { fork } from 'node:child_process';
import { dirname } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { fileURLToPath } from 'node:url';
import { expect, inject, test } from 'vitest';
import { signIn } from '../for-tests.ts';
import { find } from '../xml.ts';

test('people come online on both servers, are in a room, and leave with the process', async () => {
  const home = dirname(dirname(inject('lab').directory.logFile));
  const child = fork(fileURLToPath(new URL('./main.ts', import.meta.url)), [home]);
  const ended = new Promise((resolve) => child.once('exit', resolve));
  const portals = await Promise.all(inject('xmpp').servers.map(({ admin }) => signIn(admin.jid, admin.password)));
  const room = inject('xmpp').servers.map(({ rooms }, index) => `${index === 0 ? 'harbour' : 'terrace'}@${rooms}`);
  const occupants = async (index: number) => {
    const asked = '<query xmlns="http://jabber.org/protocol/disco#info"/>';
    const answer = await portals[index]?.ask('get', room[index] as string, asked);
    const form = answer && find(answer, 'x');
    const field = form?.children.find(({ attributes }) => attributes.var === 'muc#roominfo_occupants');
    return Number((field && find(field, 'value')?.text) ?? 0);
  };
  for (const index of [0, 1]) {
    for (let waited = 0; waited < 15_000 && (await occupants(index)) < 4; waited += 200) await sleep(200);
    expect(await occupants(index)).toBeGreaterThanOrEqual(4);
  }
  child.kill('SIGTERM');
  await ended;
  for (const index of [0, 1]) {
    for (let waited = 0; waited < 5000 && (await occupants(index)) > 0; waited += 200) await sleep(200);
    expect(await occupants(index)).toBe(0);
  }
  for (const portal of portals) await portal.close();
});
