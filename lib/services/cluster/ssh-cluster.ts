import type { Member } from '../../domain/cluster.ts';
import type { AccessLook } from '../../domain/cluster-doctor.ts';
import {
  clusterOfTexts,
  type NodeStatus,
  ownAddress,
  refusals,
  type StatusText,
} from '../../domain/cluster-status-text.ts';
import type { SshMember } from '../../domain/ssh-cluster.ts';
import type { KeptSshCluster, SshMemberState } from '../../store/ssh-clusters.ts';
import type { ClusterAt } from './cluster-at.ts';

type States = ReadonlyMap<number, SshMemberState>;

/** So many looks may be missing before nobody knows. */
const missed = 3;
const graceMs = 30_000;
/** Who refused the sign-in is left alone for ten minutes. */
const refusedMs = 15 * 60_000;

/** A cluster that is read over SSH, from what the collector found last: no page waits for a machine. */
export function sshCluster(kept: KeptSshCluster, states: States, now = Date.now()): ClusterAt {
  const seen = kept.members.map((member) => ({ member, state: recent(states.get(member.id), kept.pollSeconds, now) }));
  const addresses = addressesOf(seen);
  const nodes = seen.flatMap(({ member, state }): NodeStatus[] =>
    state?.state === 'answered' && state.status
      ? [{ node: addresses.get(member.id) as string, status: state.status }]
      : [],
  );
  const told = clusterOfTexts(nodes);
  const names = new Map(kept.members.map((member) => [addresses.get(member.id) as string, member.name]));
  const known = new Set(told.members.map(({ name }) => name));
  const silent = seen.filter(({ member }) => !known.has(addresses.get(member.id) as string));
  const members = [
    ...told.members.map((one) => renamed(one, names, seen)),
    ...silent.map(({ member, state }) => silentMember(member, addresses.get(member.id) as string, state)),
  ];
  return {
    ...{ id: `cluster:${kept.id}`, name: kept.name, what: 'Read over SSH', leads: true, votes: true, listsAll: true },
    members,
    away: awayOf(seen.map(({ state }) => state)),
    access: seen.flatMap(({ member, state }) => accessOf(member, state)),
    secrets: refusals(nodes).map((one) => ({ ...one, who: names.get(one.who) ?? one.who })),
    ...{ lags: [], syncs: [], clocks: [] },
  };
}

type Seen = { member: SshMember; state: SshMemberState | null };

function recent(state: SshMemberState | undefined, pollSeconds: number, now: number): SshMemberState | null {
  if (!state) return null;
  const longest = state.state === 'auth' ? refusedMs : missed * pollSeconds * 1_000 + graceMs;
  return now - state.askedAt.getTime() > longest ? null : state;
}

/** How the others list each member: as it was entered, as a leader lists itself, or as the one address of its host. */
function addressesOf(seen: readonly Seen[]): Map<number, string> {
  const listed = new Set(seen.flatMap(({ state }) => state?.status?.peers.map(({ address }) => address) ?? []));
  return new Map(
    seen.map(({ member, state }) => {
      const ofHost = [...listed].filter((address) => hostOf(address) === member.host);
      const own = state?.status ? ownUnlessOthers(state.status, member, seen) : null;
      return [member.id, member.listedAs || (ofHost.length === 1 ? ofHost[0] : own) || `${member.host}:5222`];
    }),
  );
}

/** A status that names as its leader what another member is entered as isn't about this one. */
function ownUnlessOthers(status: StatusText, member: SshMember, seen: readonly Seen[]): string | null {
  const own = ownAddress(status);
  const others = seen.some(
    (one) => one.member !== member && (one.member.listedAs === own || one.member.host === hostOf(own ?? '')),
  );
  return others ? null : own;
}

const hostOf = (address: string) => address.slice(0, address.lastIndexOf(':')).replace(/^\[|\]$/g, '');

function renamed(one: Member, names: ReadonlyMap<string, string>, seen: readonly Seen[]): Member {
  const called = (address: string) => names.get(address) ?? address;
  const own = seen.find(({ member }) => member.name === called(one.name));
  return {
    ...one,
    name: called(one.name),
    ...(own && one.state === 'unknown' ? { state: stateOf(own.state) } : {}),
    sees: one.sees?.map(called) ?? null,
    follows: one.follows === null ? null : called(one.follows),
  };
}

function silentMember({ name }: SshMember, address: string, state: SshMemberState | null): Member {
  return {
    ...{ name, role: 'follower', state: stateOf(state), since: null, address },
    ...{ version: null, sessions: null, sees: null, follows: null },
  };
}

/** What can't be reached is taken for away; what can be reached and doesn't tell may run as it should. */
function stateOf(state: SshMemberState | null): Member['state'] {
  return state?.state === 'tcp' ? 'stopped' : 'unknown';
}

function awayOf(states: readonly (SshMemberState | null)[]): ClusterAt['away'] {
  if (states.some((state) => state !== null)) return null;
  return { why: 'No member was asked lately.', todo: 'The collector asks them within a minute while it runs.' };
}

function accessOf({ name, hostKey }: SshMember, state: SshMemberState | null): AccessLook[] {
  if (!state || state.state === 'answered' || state.state === 'tcp') return [];
  const changed = state.state === 'host-key' && state.hostKey !== '' && state.hostKey !== hostKey;
  if (changed) return [{ member: name, is: 'other-key', expected: hostKey, shown: state.hostKey }];
  return [{ member: name, is: 'no-answer', at: state.state, why: state.why }];
}
