import { expect, test } from 'vitest';
import { isOver, type NodeWatch, watchOn } from './node-watch.ts';

const asked: NodeWatch = {
  node: 'two',
  verb: 'restart',
  askedAt: '2026-06-01T10:00:00Z',
  sinceBefore: '2026-05-01T00:00:00Z',
  outcome: '',
  failed: false,
  goneSince: null,
  backSince: null,
};
const two = (state: 'running' | 'stopped', since: string | null) => [{ node: 'two', state, since }];
const at = '2026-06-01T10:00:02Z';

test('a node that still runs as before is neither gone nor back', () => {
  expect(watchOn(asked, two('running', asked.sinceBefore), at)).toEqual(asked);
});

test('a node that stopped, is missing, or takes the server with it, is gone since then', () => {
  for (const members of [two('stopped', null), [], null])
    expect(watchOn(asked, members, at)).toMatchObject({ goneSince: at, backSince: null });
});

test('a start that is told a second apart is the same one', () => {
  expect(watchOn(asked, two('running', '2026-05-01T00:00:01Z'), at)).toEqual(asked);
});

test('what was not carried out is not awaited', () => {
  const failed = { ...asked, failed: true };
  expect(isOver(failed)).toBe(true);
  expect(watchOn(failed, [], at)).toEqual(failed);
});

test('it is back with another start, even when nobody saw it gone', () => {
  const back = watchOn(asked, two('running', '2026-06-01T10:00:01Z'), at);
  expect(back).toMatchObject({ goneSince: null, backSince: '2026-06-01T10:00:01Z' });
  expect(isOver(back)).toBe(true);
});

test('a server that doesn’t tell starts is believed once the node was seen gone', () => {
  const unknown = { ...asked, sinceBefore: null };
  expect(watchOn(unknown, two('running', null), at)).toMatchObject({ backSince: null });
  const gone = watchOn(unknown, [], at);
  expect(watchOn(gone, two('running', null), '2026-06-01T10:00:09Z')).toMatchObject({
    goneSince: at,
    backSince: '2026-06-01T10:00:09Z',
  });
});

test('a shutdown is over when the node is gone; a restart when it is back', () => {
  const gone = watchOn(asked, [], at);
  expect(isOver(gone)).toBe(false);
  expect(isOver({ ...gone, verb: 'shutdown' })).toBe(true);
});
