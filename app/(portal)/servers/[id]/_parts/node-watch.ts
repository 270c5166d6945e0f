/** A node that somebody restarts or shuts down, and what was seen of it since. Times are ISO 8601. */
export type NodeWatch = {
  node: string;
  verb: 'restart' | 'shutdown';
  askedAt: string;
  /** Its start before: another one means that it came back, whatever the clocks say. */
  sinceBefore: string | null;
  /** What became of it in the end, as a sentence; empty until that is known. */
  outcome: string;
  /** It was not carried out. */
  failed: boolean;
  goneSince: string | null;
  backSince: string | null;
};

/** Some servers work their start out anew for each answer. */
const sameStartMs = 2000;

type Member = { node: string; state: 'running' | 'stopped'; since: string | null };

/** `members` null: the server itself doesn't answer, as when the node was the one that the portal is connected to. */
export function watchOn(watch: NodeWatch, members: readonly Member[] | null, at: string): NodeWatch {
  if (watch.backSince !== null || watch.failed) return watch;
  const member = members?.find(({ node }) => node === watch.node);
  const goneSince = watch.goneSince ?? at;
  if (member?.state !== 'running') return { ...watch, goneSince };
  const startedAnew = member.since !== null && startsApart(member.since, watch.sinceBefore);
  if (startedAnew) return { ...watch, goneSince: watch.goneSince, backSince: member.since };
  return watch.goneSince === null ? watch : { ...watch, backSince: at };
}

function startsApart(since: string, before: string | null): boolean {
  return before !== null && Math.abs(Date.parse(since) - Date.parse(before)) > sameStartMs;
}

/** Nothing more is awaited: it didn't happen, it is back, or it was to stay away and is away. */
export function isOver({ verb, failed, goneSince, backSince }: NodeWatch): boolean {
  return failed || backSince !== null || (verb === 'shutdown' && goneSince !== null);
}
