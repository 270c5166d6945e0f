import { randomBytes } from 'node:crypto';
import { describe, expect, test, vi } from 'vitest';
import { ber } from '../../../lab/snmp/ber.ts';
import { userKey } from '../usm.ts';
import { judge, type Knowledge, type Sender } from './judge.ts';
import { pduTags } from './notification.ts';
import { type OwnEngine, userAnswer } from './write.ts';

vi.setConfig({ testTimeout: 60_000 });

const security = {
  level: 'authPriv',
  auth: 'SHA-256',
  priv: 'AES-128',
  authPassword: 'authentic enough',
  privPassword: 'private enough',
} as const;
const v3: Sender = { id: 'v3', name: 'v3', port: 161, credentials: { version: '3', user: 'u', context: '', security } };
const v2c: Sender = { id: 'v2c', name: 'v2c', port: 161, credentials: { version: '2c', community: 'known' } };
const own: OwnEngine = { id: Buffer.from('80001f8805aabbcc', 'hex'), boots: 5, time: () => 100 };
const theirs: OwnEngine = { id: Buffer.from('8000000001020304', 'hex'), boots: 2, time: () => 1_000 };
const knowledge: Knowledge = { own, clock: () => null, now: () => new Date() };
const signer = { auth: security.auth, key: userKey(security.auth, security.authPassword) };
const privacy = { auth: security.auth, priv: security.priv, password: security.privPassword };
const varbinds: [string, Buffer][] = [
  ['1.3.6.1.2.1.1.3.0', ber.of(0x43, Buffer.from([7]))],
  ['1.3.6.1.6.3.1.1.4.1.0', ber.oid('1.3.6.1.6.3.1.1.5.1')],
];
const pdu = (tag: number) => ber.pdu(tag, 1, varbinds);

/** A message of version 3 of any engine, signed and encrypted as its user would. */
function message(
  engine: OwnEngine,
  body: Buffer,
  sign: typeof signer | null = signer,
  hide: typeof privacy | null = privacy,
) {
  const scoped = { contextEngineId: engine.id, contextName: Buffer.alloc(0), pdu: body };
  return userAnswer({ id: 9, user: Buffer.from('u') }, scoped, engine, sign, hide);
}
const judged = (datagram: Buffer, senders = [v3, v2c]) => judge(datagram, 4444, senders, knowledge);

describe('a message is judged by whose engine it names', () => {
  test('a trap is of the sender’s, an inform to ours, and neither comes as the other', () => {
    expect(judged(message(theirs, pdu(pduTags.trap)))).toMatchObject({ is: 'taken', sender: v3, answer: null });
    expect(judged(message(own, pdu(pduTags.inform)))).toMatchObject({ is: 'taken', clock: null });
    for (const wrong of [
      message(theirs, pdu(pduTags.inform)),
      message(own, pdu(pduTags.trap)),
      message(theirs, pdu(pduTags.response)),
    ])
      expect(judged(wrong)).toMatchObject({ is: 'refused', reason: 'other' });
  });

  test('a trap whose clock is changed is no longer authentic', () => {
    const datagram = message(theirs, pdu(pduTags.trap));
    const at = datagram.indexOf(theirs.id) + theirs.id.length + 2;
    datagram.writeUInt8(datagram.readUInt8(at) + 1, at);
    expect(judged(datagram)).toMatchObject({ is: 'refused', reason: 'password' });
  });

  test('an inform to another start of our engine is late', () => {
    expect(judged(message({ ...own, boots: 4 }, pdu(pduTags.inform)))).toMatchObject({ reason: 'late' });
    expect(judged(message({ ...own, time: () => 251 }, pdu(pduTags.inform)))).toMatchObject({ reason: 'late' });
  });

  test('plain text in the name of a user with passwords is refused, whatever it holds', () => {
    for (const tag of [pduTags.trap, pduTags.inform])
      expect(judged(message(tag === pduTags.inform ? own : theirs, pdu(tag), null, null))).toMatchObject({
        reason: 'level',
      });
  });
});

describe('of several devices at one address', () => {
  test('the one whose secrets fit is meant', () => {
    const other: Sender = {
      ...v3,
      ...{
        id: 'other',
        name: 'a',
        credentials: { version: '3', user: 'u', context: '', security: { ...security, authPassword: 'x'.repeat(9) } },
      },
    };
    expect(judged(message(theirs, pdu(pduTags.trap)), [other, v3])).toMatchObject({ sender: { id: 'v3' } });
  });

  test('of several that fit the one from whose port it came', () => {
    const [near, far] = [
      { ...v2c, id: 'near', port: 4444 },
      { ...v2c, id: 'far', name: 'a' },
    ];
    expect(judged(ber.v2c('known', pdu(pduTags.trap)), [far, near])).toMatchObject({ sender: { id: 'near' } });
  });
});

test('thousands of malformed datagrams throw nothing, also those that are authentic', () => {
  const seeds = [
    ...[pduTags.trap, pduTags.inform, pduTags.trapV1].map((tag) => ber.v2c('known', pdu(tag))),
    ...[message(theirs, pdu(pduTags.trap)), message(own, pdu(pduTags.inform), signer, null)],
  ];
  const hit = (bytes: Buffer, round: number) => {
    const changed = Buffer.from(bytes);
    for (let times = 0; times <= round % 3; times++)
      changed[(round * 13 + times * 7) % changed.length] = (round * 31 + times) % 256;
    return round % 5 === 0 ? changed.subarray(0, round % changed.length) : changed;
  };
  const seen = new Set<string>();
  for (let round = 0; round < 6_000; round++) {
    const seed = seeds[round % seeds.length] as Buffer;
    const broken = hit(pdu(round % 2 ? pduTags.trap : pduTags.trapV1), round);
    const made = [
      () => hit(seed, round),
      () => randomBytes(1 + (round % 90)),
      () => message(theirs, broken, signer, round % 4 ? null : privacy),
    ] as const;
    const answer = judged((made[round % 3] as () => Buffer)());
    seen.add(answer.is === 'refused' ? answer.reason : answer.is);
  }
  expect([...seen]).toEqual(expect.arrayContaining(['malformed', 'other', 'password', 'community', 'taken']));
});
