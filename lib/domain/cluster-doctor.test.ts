import { describe, expect, test } from 'vitest';
import { chainOrder } from './chain-order.ts';
import type { Cluster, Disagreement, Member } from './cluster.ts';
import {
  bySeverity,
  type CertificateLook,
  diagnoseMembers,
  diagnosePlaces,
  type SecretLook,
  type ServiceLook,
} from './cluster-doctor.ts';
import { findingOf } from './cluster-findings.ts';
import { sentCertificates } from './sent-certificates.ts';

const now = new Date('2026-11-21T12:00:00Z');
const days = (count: number) => new Date(now.getTime() + count * 86_400_000);
const member = (name: string, more: Partial<Member> = {}): Member => ({
  ...{
    name,
    role: 'equal',
    state: 'running',
    since: null,
    address: null,
    version: null,
    sessions: null,
    sees: null,
    follows: null,
  },
  ...more,
});
const cluster = (count: number, more: Partial<Cluster> = {}): Cluster => ({
  members: Array.from({ length: count }, (_, index) => member(`m${index}`)),
  ...{ leads: false, votes: false },
  ...more,
});
const certificate = (more: Partial<Extract<CertificateLook, { seen: true }>> = {}): CertificateLook => ({
  ...{ member: 'm0', host: 'm0.example', port: 5222, lacks: [], seen: true, subject: 'CN=m0', names: 'm0.example' },
  ...{ validFrom: days(-10), validTo: days(100), chain: null, refusedFor: null },
  ...more,
});
const service = (records: ServiceLook['records'], more: Partial<ServiceLook> = {}): ServiceLook => ({
  ...{ service: '_xmpp-client._tcp', domain: 'a.example', why: '', records, unnamed: [] },
  ...more,
});
const record = (host: string, reached = true) => ({
  host,
  port: 5222,
  reached,
  why: reached ? '' : 'nothing listens there',
});
const told = (findings: { kind: string; severity: string }[]) =>
  findings.map(({ kind, severity }) => `${kind} ${severity}`);
const places = (look: { certificates?: CertificateLook[]; services?: ServiceLook[] }, members = 2) =>
  told(diagnosePlaces(cluster(members), { certificates: [], services: [], ...look }, now));

describe('secrets and access', () => {
  const [one, two] = ['m0', 'm1'] as const;

  test('a secret that a member says is refused, one that may be concluded, and one that is only a hint', () => {
    const secrets: SecretLook[] = [
      { is: 'told', who: one, told: 'Authentication failure' },
      { is: 'erlang', who: one, by: [two] },
      { is: 'replication', who: one, from: two },
    ];
    const findings = diagnoseMembers(cluster(2), { secrets });
    expect(told(findings)).toEqual(['secret failing', 'secret failing', 'secret warning']);
    expect(findings[0]?.evidence).toContain('“Authentication failure”');
    expect(findings[1]?.meaning).toContain('concluded, not seen');
    expect(findings[2]?.meaning).toContain('slapd doesn’t tell which');
  });

  test('a host key that has changed is failing; what can’t be read is not known, and never well', () => {
    const changed = { member: one, is: 'other-key', expected: 'ssh-ed25519 SHA256:a', shown: 'ssh-ed25519 SHA256:b' };
    const refused = { member: two, is: 'no-answer', at: 'auth', why: 'admin was refused' };
    const findings = diagnoseMembers(cluster(2), { access: [refused, changed] as never });
    expect(told(findings)).toEqual(['host-key failing', 'status-unread unknown']);
    expect(findings[0]?.evidence).toContain('SHA256:b');
  });
});

describe('what members say', () => {
  test('an even number of members is only told where they vote', () => {
    expect(told(diagnoseMembers(cluster(4, { votes: true })))).toEqual(['even-voters warning']);
    expect(told(diagnoseMembers(cluster(3, { votes: true })))).toEqual([]);
    expect(told(diagnoseMembers(cluster(4)))).toEqual([]);
  });

  test.each([
    [0, []],
    [-2.9, []],
    [3.5, ['clock warning']],
    [-20, ['clock warning']],
    [90, ['clock failing']],
  ])('a clock %d s ahead, seen to one second', (aheadSeconds, expected) => {
    const clocks = [{ who: 'm0', aheadSeconds, withinSeconds: 1 }];
    expect(told(diagnoseMembers(cluster(1), { clocks, lags: [] }))).toEqual(expected);
  });

  test('a provider that is behind, far behind, or has nothing of another', () => {
    const behind = [
      { name: 'a', seconds: 0 },
      { name: 'b', seconds: 9 },
      { name: 'c', seconds: 60 },
      { name: 'd', seconds: 4_000 },
      { name: 'e', seconds: null },
    ];
    const found = diagnoseMembers(cluster(1), { clocks: [], lags: [{ serverId: 1, newest: now, behind }] });
    expect(found.map(({ member, severity }) => `${member} ${severity}`)).toEqual([
      'd failing',
      'e failing',
      'c warning',
    ]);
  });

  test('different versions are told, of members that run and say theirs', () => {
    const members = [member('a', { version: '1' }), member('b', { version: '2' }), member('c')];
    expect(told(diagnoseMembers({ ...cluster(0), members }))).toEqual(['versions warning']);
    const stopped = [member('a', { version: '1' }), member('b', { version: '2', state: 'stopped' })];
    expect(told(diagnoseMembers({ ...cluster(0), members: stopped }))).toEqual(['stopped warning']);
  });
});

describe('certificates', () => {
  test.each([
    ['valid for long', certificate(), []],
    ['29 days left', certificate({ validTo: days(29) }), ['certificate-expiry warning']],
    ['6 days left', certificate({ validTo: days(6) }), ['certificate-expiry failing']],
    ['expired', certificate({ validTo: days(-1) }), ['certificate-expiry failing']],
    ['not yet valid', certificate({ validFrom: days(1) }), ['certificate-early failing']],
    ['lacks a name', certificate({ lacks: ['a.example'] }), ['certificate-name failing']],
    ['not accepted', certificate({ refusedFor: 'no authority' }), ['certificate-refused failing']],
    [
      'could not be seen',
      { member: null, host: 'h', port: 1, lacks: [], seen: false as const, why: 'gone' },
      ['certificate-unseen unknown'],
    ],
  ])('%s', (_, look, expected) => expect(places({ certificates: [look] })).toEqual(expected));

  test('a chain is right, in the wrong order, or has a gap', () => {
    const of = (...names: string[]) => names.map((name) => ({ subject: name, issuer: `${Number(name) + 1}` }));
    expect(['right', 'wrong', 'gap']).toEqual([
      chainOrder(of('1', '2', '3')),
      chainOrder(of('1', '3', '2')),
      chainOrder(of('1', '3')),
    ]);
    expect([chainOrder([]), chainOrder(of('1'))]).toEqual(['right', 'right']);
    expect(places({ certificates: [certificate({ chain: of('1', '3', '2') })] })).toEqual([
      'certificate-chain warning',
    ]);
  });

  test('bytes that are no handshake have no certificates, whatever they are', () => {
    for (const bytes of [
      [],
      [22, 3, 3],
      [22, 3, 3, 0, 4, 11, 255, 255, 255],
      [22, 3, 3, 0, 7, 11, 0, 0, 3, 0, 0, 9],
      [21, 3, 3, 0, 2, 2, 40],
    ])
      expect(sentCertificates(Buffer.from(bytes))).toBeNull();
  });
});

describe('DNS', () => {
  test.each([
    ['every member is named', service([record('a'), record('b')]), []],
    ['one record leads nowhere', service([record('a'), record('b', false)]), ['srv-port failing']],
    ['a member is not named', service([record('a'), record('c')], { unnamed: ['m1'] }), ['srv-member warning']],
    ['fewer places than members', service([record('a')]), ['srv-member warning']],
    ['no records', service([]), ['srv-missing warning']],
    ['no answer', service(null, { why: 'no answer' }), ['srv-unseen unknown']],
  ])('%s', (_, look, expected) => expect(places({ services: [look] })).toEqual(expected));

  test('a single server needs no records, and silence is said once', () => {
    expect(places({ services: [service([])] }, 1)).toEqual([]);
    expect(places({ services: [service(null), service(null)] })).toEqual(['srv-unseen unknown']);
  });
});

test('the worst comes first', () => {
  const all = (['unknown', 'warning', 'failing', 'warning'] as const).map((severity) => ({ severity }));
  expect(bySeverity(all).map(({ severity }) => severity)).toEqual(['failing', 'warning', 'warning', 'unknown']);
});

test('every disagreement is explained in whole sentences, with what to do', () => {
  const about = { about: 'a', by: ['b', 'c'] };
  const all: Disagreement[] = [
    { is: 'split', sides: [['a'], ['b']] },
    {
      is: 'leaders',
      leaders: [
        { name: 'a', by: ['a'] },
        { name: 'b', by: ['b', 'c'] },
      ],
    },
    { is: 'no-leader' },
    { is: 'alone', about: 'a' },
    ...(['forgotten', 'still-counted', 'duplicate', 'stranger'] as const).map((is) => ({ is, ...about })),
  ];
  for (const one of all) {
    const { evidence, meaning, remedy } = findingOf.disagreement(one);
    for (const text of [evidence, meaning, remedy]) expect(text).toMatch(/^\S.*\.$/);
  }
});
