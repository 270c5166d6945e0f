import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { parseMibs } from '../parse.ts';
import { module } from './one-module-under-test.ts';

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
