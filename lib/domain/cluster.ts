/** How a member stands to the others. Where none leads, all are `equal`. */
export type MemberRole = 'leader' | 'follower' | 'provider' | 'consumer' | 'equal';
export type MemberState = 'running' | 'stopped' | 'unknown';

/** One member of a cluster of whatever kind. What isn't known is null. */
export type Member = {
  /** Unique in its cluster, and how the others name it. */
  name: string;
  role: MemberRole;
  state: MemberState;
  since: Date | null;
  address: string | null;
  version: string | null;
  sessions: number | null;
  /** Whom it counts as members, as it says so: itself or not, a name twice where it says it twice. null: it wasn't asked. */
  sees: readonly string[] | null;
  /** Whom it takes for the leader, whether or not that one says so; null where it names none or none leads. */
  follows: string | null;
};

/**
 * `leads`: one of them must be the leader. `votes`: a majority of them decides, so that an even number is worth one less.
 * `listsAll`: they count who belongs to them, whether or not it runs.
 */
export type Cluster = { members: readonly Member[]; leads: boolean; votes: boolean; listsAll?: boolean };

/** Where the members of a cluster don't agree, or are wrong together. Names are in order, and so are the lists of them. */
export type Disagreement =
  /** Groups of running members of which none counts anybody of another group. */
  | { is: 'split'; sides: string[][] }
  /** More than one says that it leads, or is said to. `by` each: who says so. */
  | { is: 'leaders'; leaders: { name: string; by: string[] }[] }
  | { is: 'no-leader' }
  /** Runs, and these don't count it although they are in touch with others that do. */
  | { is: 'forgotten'; about: string; by: string[] }
  /** Counts nobody, although others count it. */
  | { is: 'alone'; about: string }
  /** Doesn't run, and these still count it. */
  | { is: 'still-counted'; about: string; by: string[] }
  /** Named more than once by these. */
  | { is: 'duplicate'; about: string; by: string[] }
  /** Counted by these, and no member that is known here. */
  | { is: 'stranger'; about: string; by: string[] };

/** What two members say of each other; `from` is before `to` in order. `unknown`: neither was asked, or one doesn't run. */
export type Sight = { from: string; to: string; is: 'both' | 'one' | 'neither' | 'unknown'; by: string | null };

const inOrder = (names: Iterable<string>) => [...new Set(names)].sort();
const sorted = (members: readonly Member[]) => [...members].sort((a, b) => (a.name < b.name ? -1 : 1));
type Asked = Member & { sees: readonly string[] };
const answered = (member: Member): member is Asked => member.state === 'running' && member.sees !== null;
const counts = (one: Member, name: string) => one.sees?.includes(name) ?? false;

/** In whatever order the members come, and they name each other, the answer is the same. */
export function disagreements({
  members,
  leads,
  listsAll = false,
}: Pick<Cluster, 'members' | 'leads' | 'listsAll'>): Disagreement[] {
  const all = sorted(members);
  const asked = all.filter(answered);
  return [
    ...splitOf(asked),
    ...(leads ? leadersOf(all) : []),
    ...missing(asked),
    ...(listsAll ? [] : stillCounted(all, asked)),
    ...duplicates(asked),
    ...strangers(all, asked),
  ];
}

/** What every pair of members says of each other, for a picture. */
export function sights(members: readonly Member[]): Sight[] {
  const all = sorted(members);
  return all.flatMap((from, index) => all.slice(index + 1).map((to) => sightOf(from, to)));
}

function sightOf(from: Member, to: Member): Sight {
  const pair = { from: from.name, to: to.name, by: null };
  if (from.state !== 'running' || to.state !== 'running') return { ...pair, is: 'unknown' };
  const said = [from, to]
    .filter(answered)
    .map((one) => ({ one, counts: counts(one, one === from ? to.name : from.name) }));
  if (said.length === 0) return { ...pair, is: 'unknown' };
  if (said.every((one) => one.counts)) return { ...pair, is: 'both' };
  const by = said.find((one) => one.counts)?.one.name ?? null;
  return { ...pair, is: by === null ? 'neither' : 'one', by };
}

/** Members of one side are in touch, directly or through others, whoever of them says so. */
function sidesOf(asked: readonly Asked[]): string[][] {
  const left = new Set(asked);
  const sides: string[][] = [];
  for (const first of asked) {
    if (!left.delete(first)) continue;
    const side = [first];
    // Grows while it is walked.
    for (const one of side)
      for (const other of left)
        if (counts(one, other.name) || counts(other, one.name)) {
          left.delete(other);
          side.push(other);
        }
    sides.push(inOrder(side.map(({ name }) => name)));
  }
  return sides;
}

function splitOf(asked: readonly Asked[]): Disagreement[] {
  const sides = sidesOf(asked);
  return sides.length > 1 ? [{ is: 'split', sides }] : [];
}

function leadersOf(all: readonly Member[]): Disagreement[] {
  const running = all.filter(({ state }) => state === 'running');
  if (running.length === 0) return [];
  const said = running.flatMap((one) => [
    ...(one.role === 'leader' ? [{ name: one.name, by: one.name }] : []),
    ...(one.follows === null ? [] : [{ name: one.follows, by: one.name }]),
  ]);
  const leaders = inOrder(said.map(({ name }) => name)).map((name) => ({
    name,
    by: inOrder(said.filter((one) => one.name === name).map(({ by }) => by)),
  }));
  if (leaders.length === 0) return [{ is: 'no-leader' }];
  return leaders.length > 1 ? [{ is: 'leaders', leaders }] : [];
}

/** Within one side: between sides nobody counts anybody, which the split says already. */
function missing(asked: readonly Asked[]): Disagreement[] {
  return sidesOf(asked).flatMap((side) => {
    const here = asked.filter(({ name }) => side.includes(name));
    const alone = here.filter(
      (one) => here.length > 1 && !here.some((other) => other !== one && counts(one, other.name)),
    );
    return here.flatMap((about): Disagreement[] => {
      const others = here.filter((one) => one !== about && !alone.includes(one));
      const by = others.filter((one) => !counts(one, about.name)).map(({ name }) => name);
      return [
        ...(alone.includes(about) ? [{ is: 'alone' as const, about: about.name }] : []),
        ...(by.length > 0 ? [{ is: 'forgotten' as const, about: about.name, by }] : []),
      ];
    });
  });
}

function stillCounted(all: readonly Member[], asked: readonly Asked[]): Disagreement[] {
  const gone = all.filter(({ state }) => state === 'stopped');
  return gone.flatMap(({ name }) =>
    told(
      'still-counted',
      name,
      asked.filter((one) => counts(one, name)),
    ),
  );
}

function duplicates(asked: readonly Asked[]): Disagreement[] {
  const twice = ({ sees }: Asked) => sees.filter((name, index) => sees.indexOf(name) !== index);
  return inOrder(asked.flatMap(twice)).flatMap((name) =>
    told(
      'duplicate',
      name,
      asked.filter((one) => twice(one).includes(name)),
    ),
  );
}

function strangers(all: readonly Member[], asked: readonly Asked[]): Disagreement[] {
  const known = new Set(all.map(({ name }) => name));
  const named = inOrder(asked.flatMap(({ sees }) => sees)).filter((name) => !known.has(name));
  return named.flatMap((name) =>
    told(
      'stranger',
      name,
      asked.filter((one) => counts(one, name)),
    ),
  );
}

function told(is: 'still-counted' | 'duplicate' | 'stranger', about: string, by: readonly Member[]): Disagreement[] {
  return by.length > 0 ? [{ is, about, by: inOrder(by.map(({ name }) => name)) }] : [];
}
