import { describe, expect, test } from 'vitest';
import { parseMibs } from '../parse.ts';
import { module, only } from './one-module-under-test.ts';

describe('what can’t be read', () => {
  test.each([
    ['no module', 'Dear Sir or Madam,\nhello', 1, 'DEFINITIONS was expected behind Dear'],
    ['an empty file', '\n\n', 3, 'the name of a MIB module was expected, not the end of the file'],
    ['a text without end', module('a OBJECT-TYPE SYNTAX INTEGER\nDESCRIPTION "for ever'), 3, 'never ends'],
    [
      'a file that was cut off',
      'A-MIB DEFINITIONS ::= BEGIN\na OBJECT-TYPE SYNTAX INTEGER\n',
      3,
      'a part of it is missing',
    ],
    ['imports without end', 'A-MIB DEFINITIONS ::= BEGIN\nIMPORTS a FROM B\n', 3, 'the semicolon is missing'],
  ])('%s is refused by its line', (_, text, line, why) => {
    expect(parseMibs(text)).toMatchObject({ ok: false, line, why: expect.stringContaining(why) });
  });

  test('one definition is left out and named; the others stand', () => {
    const parsed = only(
      module(`
      a OBJECT IDENTIFIER ::= { enterprises 1 }
      b OBJECT-TYPE SYNTAX INTEGER FLAVOUR sweet ::= { a 1 }
      c OBJECT IDENTIFIER ::= { a 2 }`),
    );
    expect(parsed.nodes.map(({ name }) => name)).toEqual(['a', 'c']);
    expect(parsed.notes).toEqual(['Line 4: FLAVOUR is no part of b that can be read. b was left out.']);
  });

  test('a group without a place does not take the next one’s', () => {
    const parsed = only(
      module(`
      g OBJECT-GROUP OBJECTS { x } STATUS current DESCRIPTION ""
      c OBJECT IDENTIFIER ::= { a 2 }`),
    );
    expect(parsed.nodes.map(({ name }) => name)).toEqual(['c']);
    expect(parsed.notes).toHaveLength(1);
  });

  test('END may be missing, which is said', () => {
    expect(only('A-MIB DEFINITIONS ::= BEGIN\na OBJECT IDENTIFIER ::= { b 1 }\n').notes).toEqual([
      'Line 3: END is missing.',
    ]);
  });
});
