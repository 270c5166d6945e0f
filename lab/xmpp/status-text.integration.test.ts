import { afterEach, expect, inject, test } from 'vitest';
import { runCommand } from './ad-hoc.ts';
import * as ejabberd from './ejabberd/for-tests.ts';
import * as prosody from './prosody/for-tests.ts';

/** One answer tells of thousands of people: a few of them with megabytes in their presence must not make it too large to be read. */
afterEach(async () => void (await Promise.all([ejabberd.goHome(), prosody.goHome()])));

const long = `<presence><status>${'€'.repeat(20_000)}</status></presence>`;
const brief = ['€'.repeat(341)];
const servers = [
  ['ejabberd', () => ejabberd.administrator(), () => ejabberd.person('uma@north.example', { presence: long })],
  ['Prosody', () => prosody.administrator(), () => prosody.person('hana@south.example', long)],
] as const;

test.each(servers)('%s tells the beginning of a long status, in whole characters', async (_, administrator, person) => {
  expect(inject('xmpp').servers).toHaveLength(2);
  const [portal, somebody] = [await administrator(), await person()];
  const [accounts = ''] = somebody.jid.split('/');
  const answer = await runCommand(portal, accounts.split('@')[1] as string, 'sessions', { accounts });
  expect(answer.rows).toMatchObject([{ status: brief }]);
});

test('Prosody keeps no more of the last words of somebody who went', async () => {
  const [portal, hana] = [await prosody.administrator(), await prosody.person(`hana@${prosody.here}`)];
  hana.send(long.replace('<presence>', '<presence type="unavailable">'));
  await hana.close();
  const answer = await prosody.asked(portal, 'last-activity', { accounts: `hana@${prosody.here}` });
  expect(answer.rows).toMatchObject([{ online: ['0'], status: brief }]);
});
