import { afterEach, describe, expect, inject, test } from 'vitest';
import { runCommand } from './ad-hoc.ts';
import type { XmppServerFacts } from './facts.ts';
import { serverOf, signIn } from './for-tests.ts';
import type { Session } from './session.ts';
import { find } from './xml.ts';

const open: Session[] = [];
afterEach(async () => void (await Promise.all(open.splice(0).map((session) => session.close()))));

async function online(jid: string): Promise<Session> {
  const { nodes } = serverOf(jid);
  const session = await signIn(jid, inject('lab').accounts[0]?.password as string, nodes[0]);
  open.push(session);
  session.send('<presence/>');
  await session.next(({ name, attributes }) => name === 'presence' && attributes.from === session.jid);
  return session;
}

const big = 'x'.repeat(10_000);
const told = (session: Session) => session.next((stanza) => find(stanza, 'body')?.text === big);

describe.each([
  { server: 'ejabberd', here: 'north.example', one: 'uma', other: 'rex', abroad: 'hana@south.example' },
  { server: 'Prosody', here: 'south.example', one: 'hana', other: 'otto', abroad: 'uma@north.example' },
])('octets that $server counts', ({ here, one, other, abroad }) => {
  const server = inject('xmpp').servers.find(({ domains }) => domains.includes(here)) as XmppServerFacts;

  /** Of all nodes: whichever of them has the connection to another server. */
  async function count(what: string): Promise<number> {
    let sum = 0;
    for (const node of server.nodes.length > 0 ? server.nodes : [undefined]) {
      const portal = await signIn(server.admin.jid, server.admin.password, node);
      const { rows } = await runCommand(portal, here, 'counters');
      await portal.close();
      sum += Number(rows.find((row) => `${row.scope} ${row.direction} ${row.kind}` === `${what} octets`)?.count?.[0]);
    }
    return sum;
  }

  test('rise by what people say, both ways, and stay when they are gone', async () => {
    const [talks, hears] = [await online(`${one}@${here}`), await online(`${other}@${here}`)];
    const before = { in: await count('c2s in'), out: await count('c2s out') };
    for (let at = 0; at < 5; at++) talks.say(hears.jid, big);
    for (let at = 0; at < 5; at++) await told(hears);
    expect(await count('c2s in')).toBeGreaterThan(before.in + 50_000);
    const after = await count('c2s out');
    expect(after).toBeGreaterThan(before.out + 50_000);
    // What was asked in between is small compared with it.
    expect(after).toBeLessThan(before.out + 150_000);
    await Promise.all([talks.close(), hears.close()]);
    for (let at = 0; at < 5; at++) expect(await count('c2s out')).toBeGreaterThanOrEqual(after);
  });

  test('rise by what is said before a session that nobody had looked at is over', async () => {
    const before = await count('c2s in');
    const talks = await online(`${one}@${here}`);
    talks.say(talks.jid, big);
    await told(talks);
    await talks.close();
    await expect.poll(() => count('c2s in'), { timeout: 10_000 }).toBeGreaterThan(before + 10_000);
  });

  test('tell streams to other servers from those that they opened', async () => {
    const [talks, hears] = [await online(`${one}@${here}`), await online(abroad)];
    const before = { out: await count('s2s-out out'), in: await count('s2s-in in') };
    talks.say(hears.jid, big);
    await told(hears);
    hears.say(talks.jid, big);
    await told(talks);
    expect(await count('s2s-out out')).toBeGreaterThan(before.out + 10_000);
    expect(await count('s2s-in in')).toBeGreaterThan(before.in + 10_000);
  });
});
