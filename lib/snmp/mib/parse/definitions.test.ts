import { describe, expect, test } from 'vitest';
import { module, only } from './one-module-under-test.ts';

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
