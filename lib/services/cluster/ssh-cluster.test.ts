import { describe, expect, test } from 'vitest';
import { disagreements } from '../../domain/cluster.ts';
import { diagnoseMembers } from '../../domain/cluster-doctor.ts';
import { parseStatusText } from '../../domain/cluster-status-text.ts';
import type { SshMember } from '../../domain/ssh-cluster.ts';
import type { KeptSshCluster, SshMemberState } from '../../store/ssh-clusters.ts';
import { sshCluster } from './ssh-cluster.ts';

const now = Date.parse('2026-11-21T12:00:00Z');
const hostKey = `ssh-ed25519 SHA256:${'A'.repeat(43)}`;
const hostOf = (id: number) => `192.0.2.${id}`;
const member = (id: number, more: Partial<SshMember> = {}): SshMember => ({
  ...{ id, name: `cms${id}`, host: hostOf(id), port: 22, user: 'admin', auth: 'password', hostKey, listedAs: '' },
  ...more,
});
const kept = (members: SshMember[]): KeptSshCluster => ({
  ...{ id: 'c', name: 'Meeting', command: 'xmpp cluster status', pollSeconds: 60, version: 1, sealed: '', members },
});
/** Leader, then the others as one lists them. */
const text = (state: string, leader: number | null, ...peers: number[]) =>
  `State: ${state}\nList of peers\n${peers.map((id) => `${hostOf(id)}:5222${id === leader ? ' (Leader)' : ''}`).join('\n')}\n`;
const state = (more: Partial<SshMemberState>): SshMemberState => {
  const at = new Date(now - 10_000);
  return { ...{ state: 'answered', why: '', since: at, askedAt: at, answeredAt: at, status: null, hostKey }, ...more };
};
const said = (answer: string) => state({ status: parseStatusText(answer) });
const three = kept([member(1), member(2), member(3)]);
const of = (states: (SshMemberState | null)[], cluster = three) =>
  sshCluster(cluster, new Map(states.flatMap((one, index) => (one ? [[index + 1, one] as const] : []))), now);
const kinds = (at: ReturnType<typeof of>) => diagnoseMembers(at, at).map(({ kind, member: who }) => [kind, who]);
const well = [said(text('LEADER', 1, 1, 2, 3)), said(text('FOLLOWER', 1, 1, 2, 3)), said(text('FOLLOWER', 1, 1, 2, 3))];

describe('a cluster that is read over SSH', () => {
  test('has its members by the names that were given, each with what it believes', () => {
    const at = of(well);
    expect(
      at.members.map(({ name, role, address, sees, follows }) => [name, role, address, sees?.length, follows]),
    ).toEqual([
      ['cms1', 'leader', '192.0.2.1:5222', 3, 'cms1'],
      ['cms2', 'follower', '192.0.2.2:5222', 3, 'cms1'],
      ['cms3', 'follower', '192.0.2.3:5222', 3, 'cms1'],
    ]);
    expect([at.away, kinds(at)]).toEqual([null, []]);
  });

  test('two sides that don’t count each other are a split brain with two leaders', () => {
    const at = of([said(text('LEADER', 1, 1, 2)), said(text('FOLLOWER', 1, 1, 2)), said(text('LEADER', 3, 3))]);
    expect(disagreements(at).map(({ is }) => is)).toEqual(['split', 'leaders']);
  });

  test('a member that others have forgotten, one that is listed twice, and one that nobody knows', () => {
    expect(kinds(of([said(text('LEADER', 1, 1, 2)), said(text('FOLLOWER', 1, 1, 2)), well[2] ?? null]))).toEqual([
      ['forgotten', 'cms3'],
    ]);
    expect(kinds(of([said(text('LEADER', 1, 1, 2, 2, 3)), well[1] ?? null, well[2] ?? null]))).toEqual([
      ['duplicate', 'cms2'],
    ]);
    const stranger = kinds(of([said(text('LEADER', 1, 1, 2, 3, 9)), well[1] ?? null, well[2] ?? null]));
    // It is listed and wasn't asked: a member of which nothing is known.
    expect(stranger).toEqual([['even-voters', null]]);
  });

  test('a member that can’t be reached doesn’t answer; the others are read as they are', () => {
    const at = of([well[0] ?? null, well[1] ?? null, state({ state: 'tcp', why: 'Nothing listens there.' })]);
    expect(at.members.map(({ name, state: is }) => [name, is])).toEqual([
      ['cms1', 'running'],
      ['cms2', 'running'],
      ['cms3', 'stopped'],
    ]);
    // The others list it, as they list all who belong there.
    expect(kinds(at)).toEqual([['stopped', 'cms3']]);
  });

  test('a changed host key and a refused sign-in are findings, and that member’s state is not known', () => {
    const other = `ssh-ed25519 SHA256:${'B'.repeat(43)}`;
    const at = of([
      well[0] ?? null,
      state({ state: 'host-key', hostKey: other }),
      state({ state: 'auth', why: 'No.' }),
    ]);
    expect(at.members.map(({ state: is }) => is)).toEqual(['running', 'unknown', 'unknown']);
    expect(kinds(at)).toEqual([
      ['host-key', 'cms2'],
      ['status-unread', 'cms3'],
    ]);
  });

  test('what was said too long ago says nothing; before anybody was asked, it is away', () => {
    const old = new Date(now - 10 * 60_000);
    const at = of(well.map((one) => ({ ...one, askedAt: old })));
    expect(at.members.map(({ state: is }) => is)).toEqual(['unknown', 'unknown', 'unknown']);
    expect(at.away?.why).toBe('No member was asked lately.');
    expect(of([null, null, null]).away).not.toBeNull();
    // Who refused the sign-in is asked less often.
    expect(kinds(of([state({ state: 'auth', why: 'No.', askedAt: old }), null, null]))).toEqual([
      ['status-unread', 'cms1'],
    ]);
  });

  test('members behind names are found by how the others list them, and a leader by how it lists itself', () => {
    const named = kept([
      member(1, { host: 'cms1.example' }),
      member(2, { host: 'cms2.example', listedAs: '192.0.2.2:5222' }),
    ]);
    const at = of([said(text('LEADER', 1, 1, 2)), said(text('FOLLOWER', 1, 1, 2))], named);
    expect(at.members.map(({ name, address }) => [name, address])).toEqual([
      ['cms1', '192.0.2.1:5222'],
      ['cms2', '192.0.2.2:5222'],
    ]);
    expect(disagreements(at)).toEqual([]);
  });

  test('a secret that a member says is refused is told by that member’s name', () => {
    const at = of([
      said(`${text('LEADER', 1, 1, 2, 3)}Authentication failure: cb2\n`),
      well[1] ?? null,
      well[2] ?? null,
    ]);
    expect(kinds(at)).toEqual([['secret', 'cms1']]);
  });
});
