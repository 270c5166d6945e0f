import type { Cluster, Member } from './cluster.ts';

/** What one node of a Cisco Meeting Server answers to `xmpp cluster status`. */
export type StatusText = {
  state: 'leader' | 'follower' | 'other';
  /** As it is written there: "LEADER". */
  stateWord: string;
  /** In the order of the list, one that is listed twice twice. `leader`: marked as such. */
  peers: { address: string; leader: boolean }[];
  /** When the state changed last, where the text says so. */
  since: Date | null;
  /** What it says of a secret or a sign-in that was refused; null where it says nothing of that. */
  refusal: string | null;
};

/** `node`: the address of the node that the text is of, as the others list it. */
export type NodeStatus = { node: string; status: StatusText };

export const longestStatusText = 64 * 1024;
const mostPeers = 200;

/** Host or address with its port, as peers are listed; an IPv6 address stands in brackets. */
const peer = /^(\[[0-9a-f:.]+\]|[a-z0-9](?:[a-z0-9._-]*[a-z0-9])?):(\d{1,5})$/i;
const months = ['jan', 'feb', 'mar', 'apr', 'may', 'jun', 'jul', 'aug', 'sep', 'oct', 'nov', 'dec'];

/**
 * null where the text has no state: then it is something else. The text may have lost its line breaks, as copied text does:
 * a peer is told by its port, the leader by the "(Leader)" behind it. Prompt and command before it are passed over.
 */
export function parseStatusText(text: string): StatusText | null {
  if (text.length > longestStatusText) return null;
  const state = /(?:^|\s)State\s*:\s*([A-Za-z]{1,30})/i.exec(text);
  if (!state) return null;
  const stateWord = (state[1] as string).toUpperCase();
  return {
    state: stateWord === 'LEADER' ? 'leader' : stateWord === 'FOLLOWER' ? 'follower' : 'other',
    stateWord,
    peers: peersIn(text),
    since: sinceIn(text),
    refusal: refusalIn(text),
  };
}

/** "Authentication failure", "secret mismatch", "invalid shared secret": in a line, or in the sentence where lines are lost. */
function refusalIn(text: string): string | null {
  const wrong =
    /(auth\w*|secret|password)\W+(\w+\W+){0,3}(fail|mismatch|invalid|incorrect|wrong|refused|rejected|denied|differ)/i;
  const turned = /(invalid|incorrect|wrong|mismatched|failed|bad)\W+(\w+\W+){0,2}(secret|password|auth\w*)/i;
  const line = text.split(/\n|[.;](?=\s|$)/).find((one) => one.length <= 500 && (wrong.test(one) || turned.test(one)));
  return line?.trim().slice(0, 200) ?? null;
}

function peersIn(text: string): StatusText['peers'] {
  const listed = /List of peers\s*:?/i.exec(text);
  const words = listed
    ? text
        .slice(listed.index + listed[0].length)
        .split(/\s+/)
        .filter(Boolean)
    : [];
  const peers: StatusText['peers'] = [];
  for (const word of words) {
    const last = peers.at(-1);
    if (/^\(leader\)$/i.test(word)) {
      if (last) last.leader = true;
      continue;
    }
    const found = peer.exec(word);
    // The list ends with the first word that is neither a peer nor a mark.
    if (!found || Number(found[2]) > 65_535 || peers.length === mostPeers) break;
    peers.push({ address: word.toLowerCase(), leader: false });
  }
  return peers;
}

/** "Last state change: 2026-Nov-21 12:30:05", taken as UTC. */
function sinceIn(text: string): Date | null {
  const found = /Last state change\s*:\s*(\d{4})-([A-Za-z]{3})-(\d{2})\s+(\d{2}):(\d{2}):(\d{2})/i.exec(text);
  const month = months.indexOf((found?.[2] ?? '').toLowerCase());
  if (!found || month < 0) return null;
  const [, year, , day, hour, minute, second] = found.map(Number);
  return new Date(Date.UTC(year as number, month, day, hour, minute, second));
}

/** The address that a leader has in its own list; a follower's text doesn't say which one it is. */
export function ownAddress({ state, peers }: StatusText): string | null {
  return state === 'leader' ? (peers.find(({ leader }) => leader)?.address ?? null) : null;
}

/** What they say of secrets that differ, as the doctor takes it (SecretLook). */
export function refusals(statuses: readonly NodeStatus[]): { is: 'told'; who: string; told: string }[] {
  return statuses.flatMap(({ node, status }) =>
    status.refusal === null ? [] : [{ is: 'told' as const, who: node, told: status.refusal }],
  );
}

/** One cluster out of what its nodes said; nodes that are only listed are members of which nothing more is known. */
export function clusterOfTexts(statuses: readonly NodeStatus[]): Cluster {
  const told = statuses.map(
    ({ node, status }): Member => ({
      ...unknownMember(node),
      role: status.state === 'leader' ? 'leader' : 'follower',
      state: 'running',
      since: status.since,
      sees: status.peers.map(({ address }) => address),
      follows: status.peers.find(({ leader }) => leader)?.address ?? null,
    }),
  );
  const known = new Set(told.map(({ name }) => name));
  const listed = new Set(statuses.flatMap(({ status }) => status.peers.map(({ address }) => address)));
  const others = [...listed].filter((address) => !known.has(address)).map(unknownMember);
  return { members: [...told, ...others], leads: true, votes: true, listsAll: true };
}

function unknownMember(name: string): Member {
  return {
    ...{ name, role: 'follower', state: 'unknown', since: null, address: name },
    ...{ version: null, sessions: null, sees: null, follows: null },
  };
}
