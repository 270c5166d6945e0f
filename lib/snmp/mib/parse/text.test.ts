import { describe, expect, test } from 'vitest';
import { parseMibs } from '../parse.ts';
import { module, only } from './one-module-under-test.ts';

describe('comments', () => {
  test('end with the second pair of dashes, or with the line', () => {
    const { nodes } = only(
      module(`
      -- a comment -- a OBJECT IDENTIFIER ::= { enterprises 1 }
      ------------------------------------------------
      -- "an open quote
      b OBJECT IDENTIFIER ::= { enterprises 2 } -- { ::= END
      c-d OBJECT IDENTIFIER ::= { enterprises 3 }-- close`),
    );
    expect(nodes.map(({ name }) => name)).toEqual(['a', 'b', 'c-d']);
  });

  test('are read to the end of the line where only that makes sense', () => {
    const parsed = only(
      module(`
      a OBJECT IDENTIFIER ::= { enterprises 1 } -- from 10 -- 20, as people write
      b OBJECT IDENTIFIER ::= { enterprises 2 }`),
    );
    expect(parsed.nodes.map(({ name }) => name)).toEqual(['a', 'b']);
    expect(parsed.notes).toEqual([]);
  });
});

test('a file may hold several modules, each with its own text', () => {
  const parsed = parseMibs(
    `${module('a OBJECT IDENTIFIER ::= { x 1 }')}-- more\nB-MIB { 1 3 } DEFINITIONS ::= BEGIN END`,
  );
  if (!parsed.ok) throw new Error(parsed.why);
  expect(parsed.modules.map(({ name }) => name)).toEqual(['ACME-MIB', 'B-MIB']);
  expect(parsed.texts[1]).toBe('\n-- more\nB-MIB { 1 3 } DEFINITIONS ::= BEGIN END');
});

test('names of JavaScript are names like others', () => {
  const parsed = only(module('constructor toString ::= 1\n__proto__ OBJECT IDENTIFIER ::= { hasOwnProperty 1 }'));
  expect(parsed.nodes.map(({ name, at }) => [name, at])).toEqual([['__proto__', ['hasOwnProperty', 1]]]);
});
