import { expect, test } from 'vitest';
import { disagreements } from './cluster-views.ts';

const running = (node: string, ...sees: string[]) => ({ node, state: 'running' as const, sees });
const stopped = (node: string) => ({ node, state: 'stopped' as const, sees: null });

test('members that see each other agree, whether or not they count themselves', () => {
  expect(disagreements([running('a', 'a', 'b'), running('b', 'a')])).toEqual([]);
  expect(disagreements([running('a', 'a'), stopped('b')])).toEqual([]);
  expect(disagreements([{ node: 'a', state: 'running', sees: null }, running('b', 'a', 'b')])).toEqual([]);
});

test('two halves that lost each other are named both', () => {
  expect(disagreements([running('a', 'a'), running('b', 'b')])).toEqual([
    { about: 'a', state: 'running', countedBy: [], missedBy: ['b'] },
    { about: 'b', state: 'running', countedBy: [], missedBy: ['a'] },
  ]);
});

test('it is said who counts a node and who doesn’t', () => {
  const views = [running('a', 'a', 'b', 'c'), running('b', 'a', 'b'), running('c', 'a', 'b', 'c')];
  expect(disagreements(views)).toEqual([{ about: 'c', state: 'running', countedBy: ['a'], missedBy: ['b'] }]);
});

test('a stopped node that somebody still counts is named', () => {
  expect(disagreements([running('a', 'a', 'b'), stopped('b')])).toEqual([
    { about: 'b', state: 'stopped', countedBy: ['a'], missedBy: [] },
  ]);
});
