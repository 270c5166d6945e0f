import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import type { MibModule } from './module.ts';
import { parseMibs } from './parse.ts';

function only(text: string): MibModule {
  const parsed = parseMibs(text);
  if (!parsed.ok) throw new Error(`line ${parsed.line}: ${parsed.why}`);
  expect(parsed.modules).toHaveLength(1);
  return parsed.modules[0] as MibModule;
}
const module = (body: string) => `ACME-MIB DEFINITIONS ::= BEGIN\n${body}\nEND\n`;
const node = (body: string) => only(module(body)).nodes[0];

describe('SMIv2', () => {
  test('an object with everything', () => {
    expect(
      node(`acmeTemp OBJECT-TYPE
        SYNTAX      Integer32 (-40..120 | 999)
        UNITS       "degrees"
        MAX-ACCESS  read-only
        STATUS      current
        DESCRIPTION "How warm it is. It says ""warm"" -- and no comment."
        REFERENCE   "The handbook"
        DEFVAL      { { a, { b } } }
        ::= { acmeObjects 3 }`),
    ).toEqual({
      name: 'acmeTemp',
      is: 'object',
      at: ['acmeObjects', 3],
      line: 2,
      syntax: { type: 'Integer32' },
      units: 'degrees',
      access: 'read-only',
      status: 'current',
      description: 'How warm it is. It says "warm" -- and no comment.',
    });
  });

  test('tables: rows by their index, by another row, or with an implied part', () => {
    const { nodes } = only(
      module(`
      t OBJECT-TYPE SYNTAX SEQUENCE OF TEntry MAX-ACCESS not-accessible STATUS current DESCRIPTION "" ::= { a 1 }
      e OBJECT-TYPE SYNTAX TEntry MAX-ACCESS not-accessible STATUS current DESCRIPTION "" INDEX { x, IMPLIED y } ::= { t 1 }
      f OBJECT-TYPE SYNTAX FEntry MAX-ACCESS not-accessible STATUS current DESCRIPTION "" AUGMENTS { e } ::= { u 1 }
      TEntry ::= SEQUENCE { x Integer32, y OCTET STRING (SIZE (0..8)) }`),
    );
    expect(nodes.map(({ syntax, index, augments }) => [syntax?.type, index, augments])).toEqual([
      ['SEQUENCE OF', undefined, undefined],
      ['TEntry', ['x', 'y'], undefined],
      ['FEntry', undefined, 'e'],
    ]);
  });

  test('identities, notifications, groups and what only compilers read', () => {
    const parsed = only(
      module(`
      IMPORTS enterprises, OBJECT-TYPE FROM SNMPv2-SMI
              TEXTUAL-CONVENTION FROM SNMPv2-TC;
      acme MODULE-IDENTITY LAST-UPDATED "202611210000Z" ORGANIZATION "Acme" CONTACT-INFO "x" DESCRIPTION "first"
        REVISION "202611210000Z" DESCRIPTION "second" ::= { enterprises 99999 }
      thing OBJECT-IDENTITY STATUS current DESCRIPTION "a thing" ::= { acme 7 }
      broke NOTIFICATION-TYPE OBJECTS { x, y } STATUS current DESCRIPTION "it broke" ::= { acme 0 1 }
      g OBJECT-GROUP OBJECTS { x } STATUS current DESCRIPTION "" ::= { acme 8 }
      c MODULE-COMPLIANCE STATUS current DESCRIPTION "all"
        MODULE MANDATORY-GROUPS { g } OBJECT x SYNTAX INTEGER { up(1) } MIN-ACCESS read-only DESCRIPTION "::= { not here }"
        ::= { acme 9 }
      caps AGENT-CAPABILITIES PRODUCT-RELEASE "1" STATUS current DESCRIPTION "" SUPPORTS OTHER-MIB INCLUDES { g }
        VARIATION x SYNTAX INTEGER { up(1) } DESCRIPTION "" ::= { acme 10 }`),
    );
    expect(parsed.updated).toBe('202611210000Z');
    expect(parsed.imports).toEqual([
      { from: 'SNMPv2-SMI', names: ['enterprises', 'OBJECT-TYPE'] },
      { from: 'SNMPv2-TC', names: ['TEXTUAL-CONVENTION'] },
    ]);
    expect(parsed.nodes.map(({ name, is, at, description }) => [name, is, at.join('.'), description])).toEqual([
      ['acme', 'node', 'enterprises.99999', 'first'],
      ['thing', 'node', 'acme.7', 'a thing'],
      ['broke', 'notification', 'acme.0.1', 'it broke'],
      ['g', 'group', 'acme.8', ''],
      ['c', 'group', 'acme.9', 'all'],
      ['caps', 'group', 'acme.10', ''],
    ]);
    expect(parsed.nodes[2]?.objects).toEqual(['x', 'y']);
    expect(parsed.notes).toEqual([]);
  });

  test('types with their words and hints', () => {
    const { types } = only(
      module(`
      Fan ::= TEXTUAL-CONVENTION DISPLAY-HINT "1x:" STATUS current DESCRIPTION "" REFERENCE "" SYNTAX INTEGER { off(0), on(-1) }
      Bits ::= TEXTUAL-CONVENTION STATUS current DESCRIPTION "" SYNTAX BITS { first(0), second(1) }
      Plain ::= OCTET STRING (SIZE (0..255))
      IpAddress ::= [APPLICATION 0] IMPLICIT OCTET STRING (SIZE (4))
      Choice ::= CHOICE { a INTEGER, b OCTET STRING }
      Row ::= SEQUENCE { a INTEGER }`),
    );
    expect(types).toEqual([
      {
        name: 'Fan',
        hint: '1x:',
        syntax: {
          type: 'INTEGER',
          words: [
            [0, 'off'],
            [-1, 'on'],
          ],
        },
      },
      {
        name: 'Bits',
        hint: '',
        syntax: {
          type: 'BITS',
          words: [
            [0, 'first'],
            [1, 'second'],
          ],
        },
      },
      { name: 'Plain', hint: '', syntax: { type: 'OCTET STRING' } },
      { name: 'IpAddress', hint: '', syntax: { type: 'OCTET STRING' } },
    ]);
  });

  test('default values in hexadecimal and binary, and macros, are passed over', () => {
    const parsed = only(
      module(`
      THING MACRO ::= BEGIN TYPE NOTATION ::= "A" value(B) VALUE NOTATION ::= value (VALUE OBJECT IDENTIFIER) END
      EXPORTS a, b;
      x OBJECT-TYPE SYNTAX OCTET STRING MAX-ACCESS read-only STATUS current DESCRIPTION "" DEFVAL { '00ff'H } ::= { a 1 }
      y OBJECT-TYPE SYNTAX BITS { q(0) } MAX-ACCESS read-only STATUS current DESCRIPTION "" DEFVAL { '01'B } ::= { a 2 }`),
    );
    expect(parsed.nodes.map(({ name }) => name)).toEqual(['x', 'y']);
    expect(parsed.notes).toEqual([]);
  });
});

describe('SMIv1', () => {
  test('objects, and traps at the places that version 2 gives them', () => {
    const { nodes } = only(
      module(`
      acme OBJECT IDENTIFIER ::= { iso org(3) dod(6) internet(1) private(4) enterprises(1) 99999 }
      x OBJECT-TYPE SYNTAX INTEGER { up(1), down(2) } ACCESS read-write STATUS mandatory ::= { acme 1 }
      acmeBroke TRAP-TYPE ENTERPRISE acme VARIABLES { x } DESCRIPTION "It broke" ::= 7
      acmeCold TRAP-TYPE ENTERPRISE snmp ::= 0
      acmeOther TRAP-TYPE ENTERPRISE { acme 5 } ::= 1`),
    );
    expect(nodes.map(({ name, at }) => [name, at.join('.')])).toEqual([
      ['acme', 'iso.3.6.1.4.1.99999'],
      ['x', 'acme.1'],
      ['acmeBroke', 'acme.0.7'],
      ['acmeCold', 'snmpTraps.1'],
      ['acmeOther', 'acme.5.0.1'],
    ]);
    expect(nodes[1]).toMatchObject({
      access: 'read-write',
      syntax: {
        words: [
          [1, 'up'],
          [2, 'down'],
        ],
      },
    });
    expect(nodes[2]).toMatchObject({ is: 'notification', objects: ['x'] });
  });
});

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

describe('whatever comes', () => {
  const words = fc.constantFrom(
    ...[
      'A-MIB',
      'a',
      'DEFINITIONS',
      '::=',
      'BEGIN',
      'END',
      'IMPORTS',
      'FROM',
      ';',
      'OBJECT-TYPE',
      'OBJECT',
      'IDENTIFIER',
    ],
    ...[
      'SYNTAX',
      'INTEGER',
      '{',
      '}',
      '(',
      ')',
      ',',
      '"',
      '--',
      "'",
      'MACRO',
      'TRAP-TYPE',
      'INDEX',
      '1',
      '-1',
      '99999999999',
    ],
    ...[
      'SEQUENCE',
      'OF',
      'TEXTUAL-CONVENTION',
      'DESCRIPTION',
      '"x"',
      '\n',
      '..',
      '|',
      'constructor',
      '__proto__',
      '\u202e',
    ],
  );

  test('it is read or refused by a line of its own, and never throws', () => {
    const check = (text: string) => {
      const parsed = parseMibs(text);
      if (parsed.ok) expect(parsed.modules.length).toBe(parsed.texts.length);
      else expect(parsed.line).toBeLessThanOrEqual(text.split('\n').length);
    };
    fc.assert(fc.property(fc.string({ unit: 'binary', maxLength: 200 }), check), { numRuns: 300 });
    fc.assert(
      fc.property(fc.array(words, { maxLength: 60 }), (list) => check(list.join(' '))),
      { numRuns: 600 },
    );
    fc.assert(
      fc.property(fc.array(words, { maxLength: 60 }), (list) => check(module(list.join(' ')))),
      { numRuns: 600 },
    );
  }, 60_000);

  test('each character is read a bounded number of times', () => {
    // A quadratic reader would be at this for hours.
    for (const part of ['{', '"', '--', "'", '-', 'a OBJECT-TYPE ', 'a ::= ', 'x-'.repeat(50), '"" ', 'A MACRO '])
      parseMibs(module(part.repeat(Math.floor(1_900_000 / part.length))));
  }, 120_000);

  test('a module with more names than fit is refused', () => {
    const many = Array.from({ length: 20_300 }, (_, at) => `a${at} OBJECT IDENTIFIER ::= { b ${at} }`).join('\n');
    expect(parseMibs(module(many))).toMatchObject({ ok: false, why: expect.stringContaining('at most 20000') });
  });
});
