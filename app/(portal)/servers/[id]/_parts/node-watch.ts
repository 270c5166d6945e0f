/** A node that somebody restarts or shuts down, and what was seen of it since. Times are ISO 8601. */
export type NodeWatch = {
  node: string;
  verb: 'restart' | 'shutdown';
  askedAt: string;
  /** Its start before: another one means that it came back, whatever the clocks say. */
  sinceBefore: string | null;
  /** What the server claimed, or that no answer came. */
  claim: string;
  goneSince: string | null;
  backSince: string | null;
};

type Member = { node: string; state: 'running' | 'stopped'; since: string | null };

/** `members` null: the server itself doesn't answer, as when the node was the one that the portal is connected to. */
export function watchOn(watch: NodeWatch, members: readonly Member[] | null, at: string): NodeWatch {
  if (watch.backSince !== null) return watch;
  const member = members?.find(({ node }) => node === watch.node);
  const goneSince = watch.goneSince ?? at;
  if (member?.state !== 'running') return { ...watch, goneSince };
  const startedAnew = member.since !== null && member.since !== watch.sinceBefore;
  if (startedAnew) return { ...watch, goneSince: watch.goneSince, backSince: member.since };
  return watch.goneSince === null ? watch : { ...watch, backSince: at };
}

/** Nothing more is awaited: it is back, or it was to stay away and is away. */
export function isOver({ verb, goneSince, backSince }: NodeWatch): boolean {
  return backSince !== null || (verb === 'shutdown' && goneSince !== null);
}
