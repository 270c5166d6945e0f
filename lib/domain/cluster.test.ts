import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { type Disagreement, disagreements, type Member, sights } from './cluster.ts';

const nothing = { since: null, address: null, version: null, sessions: null, follows: null };
const runs = (name: string, ...sees: string[]): Member => ({ ...nothing, name, role: 'equal', state: 'running', sees });
const silent = (name: string): Member => ({ ...runs(name), sees: null });
const stopped = (name: string): Member => ({ ...silent(name), state: 'stopped' });
const leads = (name: string, ...sees: string[]): Member => ({ ...runs(name, ...sees), role: 'leader' });
const follows = (name: string, follows: string | null, ...sees: string[]): Member => ({
  ...runs(name, ...sees),
  role: 'follower',
  follows,
});

const cases: [sentence: string, members: Member[], expected: Disagreement[]][] = [
  [
    'members that count each other agree, whether or not they name themselves',
    [runs('a', 'a', 'b'), runs('b', 'a')],
    [],
  ],
  ['a cluster of one agrees with itself', [runs('a')], []],
  ['a cluster of none says nothing', [], []],
  ['a stopped member that nobody counts is no disagreement', [runs('a', 'a'), stopped('b')], []],
  ['a member that was not asked says nothing against anybody', [runs('a', 'b'), silent('b')], []],
  [
    'two halves that lost each other are a split, and nobody is called forgotten besides',
    [runs('a', 'b'), runs('b', 'a'), runs('c', 'd'), runs('d', 'c')],
    [
      {
        is: 'split',
        sides: [
          ['a', 'b'],
          ['c', 'd'],
        ],
      },
    ],
  ],
  [
    'two that count only themselves are a split',
    [runs('a', 'a'), runs('b', 'b')],
    [{ is: 'split', sides: [['a'], ['b']] }],
  ],
  [
    'members that are in touch only through a third are no split: each is forgotten by the other',
    [runs('a', 'b'), runs('b', 'a', 'c'), runs('c', 'b')],
    [
      { is: 'forgotten', about: 'a', by: ['c'] },
      { is: 'forgotten', about: 'c', by: ['a'] },
    ],
  ],
  [
    'a member that one of the others has forgotten is named, with who has',
    [runs('a', 'b', 'c'), runs('b', 'a'), runs('c', 'a', 'b')],
    [{ is: 'forgotten', about: 'c', by: ['b'] }],
  ],
  [
    'a member that counts nobody while others count it is alone, and the others are not called forgotten for it',
    [runs('a', 'b', 'c'), runs('b', 'a', 'c'), runs('c', 'c')],
    [{ is: 'alone', about: 'c' }],
  ],
  [
    'a member that all others have forgotten, and that still counts them',
    [runs('a', 'b'), runs('b', 'a'), runs('c', 'a', 'b')],
    [{ is: 'forgotten', about: 'c', by: ['a', 'b'] }],
  ],
  [
    'a stopped member that somebody still counts',
    [runs('a', 'b'), stopped('b')],
    [{ is: 'still-counted', about: 'b', by: ['a'] }],
  ],
  ['a name that is there twice', [runs('a', 'b', 'b'), runs('b', 'a')], [{ is: 'duplicate', about: 'b', by: ['a'] }]],
  ['a name that belongs to nobody', [runs('a', 'x'), silent('b')], [{ is: 'stranger', about: 'x', by: ['a'] }]],
];

describe('where members don’t agree', () => {
  test.each(cases)('%s', (_, members, expected) => {
    expect(disagreements({ members, leads: false })).toEqual(expected);
  });
});

const led: [sentence: string, members: Member[], expected: Disagreement[]][] = [
  ['one leader that all follow is well', [leads('a', 'b'), follows('b', 'a', 'a')], []],
  ['followers that name no leader do for one that says so itself', [leads('a', 'b'), follows('b', null, 'a')], []],
  [
    'two that lead are named both, with who says so',
    [leads('a', 'b', 'c'), leads('b', 'a', 'c'), follows('c', 'a', 'a', 'b')],
    [
      {
        is: 'leaders',
        leaders: [
          { name: 'a', by: ['a', 'c'] },
          { name: 'b', by: ['b'] },
        ],
      },
    ],
  ],
  [
    'a leader that a follower names counts against another',
    [leads('a', 'b'), follows('b', 'b', 'a')],
    [
      {
        is: 'leaders',
        leaders: [
          { name: 'a', by: ['a'] },
          { name: 'b', by: ['b'] },
        ],
      },
    ],
  ],
  ['nobody leads', [follows('a', null, 'b'), follows('b', null, 'a')], [{ is: 'no-leader' }]],
  ['where nobody runs, no leader is missed', [stopped('a')], []],
];

describe('where one has to lead', () => {
  test.each(led)('%s', (_, members, expected) => {
    expect(disagreements({ members, leads: true })).toEqual(expected);
  });
});

describe('what two members say of each other', () => {
  test('both, one of them, neither, or nothing that could be asked', () => {
    const members = [runs('a', 'b', 'c'), runs('b', 'a'), runs('c', 'a'), stopped('d')];
    expect(sights(members)).toEqual([
      { from: 'a', to: 'b', is: 'both', by: null },
      { from: 'a', to: 'c', is: 'both', by: null },
      { from: 'a', to: 'd', is: 'unknown', by: null },
      { from: 'b', to: 'c', is: 'neither', by: null },
      { from: 'b', to: 'd', is: 'unknown', by: null },
      { from: 'c', to: 'd', is: 'unknown', by: null },
    ]);
    expect(sights([runs('a'), runs('b', 'a')])).toEqual([{ from: 'a', to: 'b', is: 'one', by: 'b' }]);
    expect(sights([silent('a'), runs('b', 'a')])).toEqual([{ from: 'a', to: 'b', is: 'both', by: null }]);
  });
});

const names = ['a', 'b', 'c', 'd', 'e'];
const clusters = fc
  .array(
    fc.record({
      sees: fc.option(fc.array(fc.constantFrom(...names, 'x'), { maxLength: 7 })),
      running: fc.boolean(),
      follows: fc.option(fc.constantFrom(...names)),
    }),
    { minLength: 1, maxLength: 5 },
  )
  .map((rows) =>
    rows.map(
      (row, index): Member => ({
        ...runs(names[index] as string),
        state: row.running ? 'running' : 'stopped',
        sees: row.sees,
        follows: row.follows,
      }),
    ),
  );

test('the order in which members come and name each other changes nothing', () => {
  const turned = clusters.chain((members) =>
    fc.tuple(fc.constant(members), fc.shuffledSubarray(members, { minLength: members.length }), fc.boolean()),
  );
  fc.assert(
    fc.property(turned, ([members, shuffled, leads]) => {
      const mirrored = shuffled.map((one) => ({ ...one, sees: one.sees && [...one.sees].reverse() }));
      expect(disagreements({ members: mirrored, leads })).toEqual(disagreements({ members, leads }));
      expect(sights(mirrored)).toEqual(sights(members));
    }),
  );
});

test('a cluster in which everybody runs and counts everybody never disagrees', () => {
  fc.assert(
    fc.property(fc.subarray(names, { minLength: 1 }), (some) => {
      expect(disagreements({ members: some.map((name) => runs(name, ...some)), leads: false })).toEqual([]);
    }),
  );
});
