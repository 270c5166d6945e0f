import { createSocket } from 'node:dgram';
import { afterEach, describe, expect, test } from 'vitest';
import { ber } from '../../lab/snmp/ber.ts';
import { snmpManager } from './connect.ts';
import type { Header } from './header.ts';
import type { Credentials, SnmpSession } from './port.ts';
import { type Reply, ScriptedAgent } from './scripted-agent-under-test.ts';
import { textOf } from './values.ts';

/** What somebody on the way, or beside it, can send: none of it becomes data, and none of it ends anything. */
const sysName = '1.3.6.1.2.1.1.5.0';
const engine = 'engine of the device';
const host = '127.77.1.1';
const ends: (() => unknown)[] = [];
afterEach(async () => {
  for (const end of ends.splice(0)) await end();
});

const community: Credentials = { version: '2c', community: 'lab-read' };
const user: Credentials = {
  version: '3',
  user: 'monitor',
  context: '',
  security: {
    level: 'authPriv',
    auth: 'SHA-256',
    authPassword: 'authentic password',
    priv: 'AES-128',
    privPassword: 'private password',
  },
};

async function ask(credentials: Credentials, answer: (request: Header, reply: Reply, raw: Buffer) => void) {
  const agent = await ScriptedAgent.start(host, answer);
  const opened = await snmpManager.open({ host, port: agent.port, credentials }, { timeoutMs: 250, retries: 0 });
  if (!opened.ok) throw new Error(opened.failure.why);
  ends.push(
    () => opened.value.close(),
    () => agent.stop(),
  );
  return { session: opened.value, agent };
}
const named = (id: number, name: string) => ber.pdu(0xa2, id, [[sysName, ber.octets(name)]]);
const nameSaid = async (session: SnmpSession) => {
  const answer = await session.get([sysName]);
  return answer.ok ? textOf(answer.value[0]?.value) : null;
};
const discovery = (request: Header) =>
  ber.v3(
    { id: request.id, flags: 0, engine, user: '', digest: Buffer.alloc(0) },
    ber.scoped(engine, ber.pdu(0xa8, request.id, [['1.3.6.1.6.3.15.1.1.4.0', ber.of(0x41, Buffer.from([1]))]])),
  );
const isDiscovery = (request: Header) => request.version === 3 && request.engineId.length === 0;

describe('answers with a community', () => {
  test('from where the question went are taken', async () => {
    const { session } = await ask(community, (request, reply) => reply(ber.v2c('lab-read', named(request.id, 'true'))));
    expect(await nameSaid(session)).toBe('true');
  });

  test('from another port, with another community or to another question are dropped, and the true one still counts', async () => {
    const stranger = createSocket('udp4');
    ends.push(() => stranger.close());
    const { session } = await ask(community, (request, reply) => {
      reply(ber.v2c('lab-read', named(request.id, 'another port')), stranger);
      reply(ber.v2c('other', named(request.id, 'another community')));
      reply(ber.v2c('lab-read', named(request.id + 1, 'another question')));
      setTimeout(() => reply(ber.v2c('lab-read', named(request.id, 'true'))), 50);
    });
    expect(await nameSaid(session)).toBe('true');
    // The kernel keeps the one from another port away already.
    expect(session.traffic().dropped).toBe(2);
  });

  test('about something else than was asked are no answer', async () => {
    const { session } = await ask(community, (request, reply) =>
      reply(ber.v2c('lab-read', ber.pdu(0xa2, request.id, [['1.3.6.1.2.1.1.4.0', ber.octets('elsewhere')]]))),
    );
    const answer = await session.get([sysName]);
    expect(answer).toMatchObject({ ok: true, value: [{ oid: sysName, value: { type: 'absent' } }] });
  });
});

describe('answers to what was asked with authentication and encryption', () => {
  const forgeries: [string, (request: Header) => Buffer][] = [
    [
      'in plain text',
      ({ id }) =>
        ber.v3(
          { id, flags: 0, engine, user: 'monitor', digest: Buffer.alloc(0) },
          ber.scoped(engine, named(id, 'forged')),
        ),
    ],
    [
      'marked as authenticated, without encryption',
      ({ id }) =>
        ber.v3(
          { id, flags: 1, engine, user: 'monitor', digest: Buffer.alloc(24) },
          ber.scoped(engine, named(id, 'forged')),
        ),
    ],
    [
      'with a digest that was guessed',
      ({ id }) =>
        ber.v3({ id, flags: 3, engine, user: 'monitor', digest: Buffer.alloc(24, 7) }, ber.octets(Buffer.alloc(64, 1))),
    ],
    ['with a community', ({ id }) => ber.v2c('lab-read', named(id, 'forged'))],
  ];
  test.each(forgeries)('%s are dropped', async (_, forge) => {
    const { session, agent } = await ask(user, (request, reply) =>
      reply(isDiscovery(request) ? discovery(request) : forge(request)),
    );
    expect(await session.get([sysName])).toMatchObject({ ok: false, failure: { kind: 'unavailable' } });
    expect(agent.asked.length).toBeGreaterThan(1);
    expect(session.traffic()).toMatchObject({ received: 1, dropped: 1 });
  });
});

describe('malformed datagrams', () => {
  test('kill nothing: after thousands of them, a question is answered', async () => {
    let broken = 2000;
    const { session } = await ask(community, (request, reply) => {
      const whole = ber.v2c('lab-read', named(request.id, 'whole'));
      for (let sent = 0; sent < 40 && broken > 0; sent++) reply(damaged(whole, broken--));
      reply(whole);
    });
    while (broken > 0) await session.get([sysName]);
    expect(await nameSaid(session)).toBe('whole');
  });

  test('that pass for an answer end one question, not the session', async () => {
    let first = true;
    const { session } = await ask(community, (request, reply) => {
      const pdu = first ? ber.of(0xa2, ber.number(request.id)) : named(request.id, 'whole');
      first = false;
      reply(ber.v2c('lab-read', pdu));
    });
    expect((await session.get([sysName])).ok).toBe(false);
    expect(await nameSaid(session)).toBe('whole');
  });
});

test('a walk whose answers go round in circles ends', async () => {
  const { session } = await ask(community, (request, reply) =>
    reply(ber.v2c('lab-read', ber.pdu(0xa2, request.id, [['1.3.6.1.2.1.1.5.0', ber.octets('again')]]))),
  );
  expect(await session.walk('1.3.6.1.2.1.1')).toMatchObject({
    failure: { why: expect.stringContaining('round in circles') },
  });
});

test('a device that answers only small questions is asked small ones', async () => {
  const asked: number[] = [];
  const { session } = await ask(community, (request, reply, raw) => {
    // maxRepetitions stands before the list of one varbind: 14 octets.
    const repetitions = raw[raw.length - 15] ?? 0;
    asked.push(repetitions);
    const small = repetitions <= 10 && asked.length > 1;
    reply(ber.v2c('lab-read', small ? endOfView(request.id) : tooBig(request.id)));
  });
  expect(await session.walk('1.3.6.1.2.1.1')).toEqual({ ok: true, value: [] });
  expect(asked).toEqual(asked.toSorted((a, b) => b - a));
  expect(asked.length).toBeGreaterThan(2);
});

const endOfView = (id: number) => ber.pdu(0xa2, id, [['1.3.6.1.2.1.1', Buffer.from([0x82, 0])]]);
const tooBig = (id: number) => ber.of(0xa2, ber.number(id), ber.number(1), ber.number(0), ber.of(0x30));

/** One octet changed, cut short, or stretched: which, by `seed`. */
function damaged(whole: Buffer, seed: number): Buffer {
  const copy = Buffer.from(whole);
  const at = (seed * 7919) % copy.length;
  copy[at] = (copy[at] as number) ^ (1 + (seed % 255));
  if (seed % 3 === 0) return copy.subarray(0, at);
  return seed % 3 === 1 ? copy : Buffer.concat([copy, Buffer.alloc(seed % 40, seed)]);
}
