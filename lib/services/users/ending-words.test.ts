import { expect, test } from 'vitest';
import { type Ending, endingWords, mergedEndings } from './ending-words.ts';

const ending = (parts: Partial<Ending>): Ending => ({ ended: 0, problem: '', claim: '', ...parts });

test.each([
  [null, undefined],
  [ending({}), 'No XMPP session was open.'],
  [ending({ ended: 1 }), '1 XMPP session ended.'],
  [ending({ ended: 3 }), '3 XMPP sessions ended.'],
  [ending({ ended: null }), 'XMPP sessions ended.'],
  [ending({ problem: 'It is away.' }), 'XMPP sessions may go on: It is away. End them later.'],
  [ending({ ended: 2, claim: 'Nobody looked.' }), '2 XMPP sessions ended, as the server says: Nobody looked.'],
  [
    ending({ ended: 2, problem: 'It is away.' }),
    '2 XMPP sessions ended. XMPP sessions may go on: It is away. End them later.',
  ],
])('%o is told as: %s', (given, words) => {
  expect(endingWords(given)).toBe(words);
});

test('of several servers numbers are added, and what isn’t known of one is not known of all', () => {
  expect(
    mergedEndings([ending({ ended: 2 }), ending({ ended: 1, problem: 'Away.' }), ending({ problem: 'Away.' })]),
  ).toEqual(ending({ ended: 3, problem: 'Away.' }));
  expect(mergedEndings([ending({ ended: 2 }), ending({ ended: null })]).ended).toBeNull();
});
