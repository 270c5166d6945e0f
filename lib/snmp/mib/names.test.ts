import { describe, expect, test } from 'vitest';
import { profiles } from '../profiles/all.ts';
import type { MibModule } from './module.ts';
import { nameBook, namesOf, standardNames } from './names.ts';
import { parseMibs } from './parse.ts';

function modules(...texts: string[]): MibModule[] {
  return texts.flatMap((text) => {
    const parsed = parseMibs(text);
    if (!parsed.ok) throw new Error(`line ${parsed.line}: ${parsed.why}`);
    return parsed.modules;
  });
}
const smi = `ACME-SMI DEFINITIONS ::= BEGIN IMPORTS enterprises FROM SNMPv2-SMI;
  acme OBJECT IDENTIFIER ::= { enterprises 99999 }
  Level ::= TEXTUAL-CONVENTION DISPLAY-HINT "d-1" STATUS current DESCRIPTION "" SYNTAX Integer32 END`;
const mib = `ACME-MIB DEFINITIONS ::= BEGIN IMPORTS acme, Level FROM ACME-SMI;
  fans OBJECT-TYPE SYNTAX SEQUENCE OF Fan MAX-ACCESS not-accessible STATUS current DESCRIPTION "" ::= { acme 1 }
  fan OBJECT-TYPE SYNTAX Fan MAX-ACCESS not-accessible STATUS current DESCRIPTION "" INDEX { fanIndex } ::= { fans 1 }
  fanIndex OBJECT-TYPE SYNTAX Integer32 MAX-ACCESS not-accessible STATUS current DESCRIPTION "" ::= { fan 1 }
  fanState OBJECT-TYPE SYNTAX INTEGER { off(1), on(2) } MAX-ACCESS read-only STATUS current DESCRIPTION "" ::= { fan 2 }
  fanLevel OBJECT-TYPE SYNTAX Level UNITS "volts" MAX-ACCESS read-only STATUS current DESCRIPTION "" ::= { fan 3 }
  fanFlags OBJECT-TYPE SYNTAX BITS { dusty(0), loud(9) } MAX-ACCESS read-only STATUS current DESCRIPTION "" ::= { fan 4 } END`;
const octets = (...bytes: number[]) => ({ type: 'octets' as const, value: new Uint8Array(bytes) });

describe('without any upload', () => {
  test('all that the profiles ask for has its name, and no other', () => {
    for (const { scalars = {}, tables = [] } of profiles)
      for (const [name, oid] of [
        ...Object.entries(scalars),
        ...tables.flatMap(({ columns }) => Object.entries(columns)),
      ])
        expect(standardNames.nameOf(oid), oid).toMatchObject({ text: oid.endsWith('.0') ? `${name}.0` : name });
  });

  test('the traps of everybody have theirs', () => {
    const traps = [1, 2, 3, 4, 5].map((last) => `1.3.6.1.6.3.1.1.5.${last}`);
    const names = namesOf(standardNames, traps).map(({ text }) => text);
    expect(names).toEqual(['coldStart', 'warmStart', 'linkDown', 'linkUp', 'authenticationFailure']);
  });

  test('what nobody named begins with the longest name above it, or is its OID', () => {
    expect(standardNames.nameOf('1.3.6.1.4.1.99999.1').text).toBe('enterprises.99999.1');
    expect(standardNames.nameOf('2.25.1')).toMatchObject({ text: '2.25.1', name: null, index: '' });
  });

  test('names lead back to their OIDs', () => {
    expect(
      ['ifDescr', 'IF-MIB::ifDescr.3', '.1.3.6.1', 'nobody', 'SNMPv2-MIB::ifDescr', ''].map(standardNames.oidOf),
    ).toEqual(['1.3.6.1.2.1.2.2.1.2', '1.3.6.1.2.1.2.2.1.2.3', '1.3.6.1', null, null, null]);
  });

  test('our own modules move with their setting', () => {
    const book = nameBook([], '1.3.6.1.4.1.4711.1');
    expect(book.nameOf('1.3.6.1.4.1.4711.1.1.1.1.1.2.7').text).toBe('bwXmppUsersOnline.7');
    expect(book.oidOf('bwSessions')).toBe('1.3.6.1.4.1.4711.1.2.1.1.1.2');
  });
});

describe('over modules', () => {
  test('a name waits for the module that it needs, whichever comes first', () => {
    const [needed, needing] = [modules(smi)[0] as MibModule, modules(mib)[0] as MibModule];
    const alone = nameBook([needing]);
    expect(alone.missing(needing)).toEqual(['ACME-MIB needs ACME-SMI, which is not here yet.']);
    expect(alone.nameOf('1.3.6.1.4.1.99999.1.1.2.5').text).toBe('enterprises.99999.1.1.2.5');
    for (const order of [
      [needed, needing],
      [needing, needed],
    ]) {
      const book = nameBook(order);
      expect(book.missing(needing)).toEqual([]);
      expect(book.nameOf('1.3.6.1.4.1.99999.1.1.2.5').text).toBe('fanState.5');
    }
  });

  test('values are said by their type, wherever it is defined', () => {
    const book = nameBook(modules(smi, mib));
    const fan = (column: number) => `1.3.6.1.4.1.99999.1.1.${column}.5`;
    expect(book.say(fan(2), { type: 'integer', value: 2 })).toBe('on(2)');
    expect(book.say(fan(2), { type: 'integer', value: 9 })).toBe('9');
    expect(book.say(fan(3), { type: 'integer', value: 123 })).toBe('12.3');
    expect(book.nameOf(fan(3)).units).toBe('volts');
    expect(book.say(fan(4), octets(0x80, 0x40))).toBe('dusty(0) loud(9)');
  });

  test('a table has its row and its columns', () => {
    const shape = nameBook(modules(smi, mib)).tableAt('1.3.6.1.4.1.99999.1');
    expect(shape?.row.index).toEqual(['fanIndex']);
    expect(shape?.columns.map(({ name, kind }) => [name, kind])).toEqual(
      ['fanIndex', 'fanState', 'fanLevel', 'fanFlags'].map((name) => [name, 'column']),
    );
    expect(nameBook([]).tableAt('1.3.6.1.2.1.1')).toBeNull();
    expect(nameBook([]).tableAt('1.3.6.1.2.1.31.1.1')?.row.index).toEqual(['ifIndex']);
  });

  test('two that claim one place or one name are both kept, and it is said', () => {
    const other = `OTHER-MIB DEFINITIONS ::= BEGIN IMPORTS enterprises FROM SNMPv2-SMI;
      rival OBJECT IDENTIFIER ::= { enterprises 99999 } fan OBJECT IDENTIFIER ::= { enterprises 1 } END`;
    const book = nameBook(modules(smi, mib, other));
    expect(book.conflicts.map(({ first, second, over }) => [over, first.name, second.name])).toEqual([
      ['oid', 'acme', 'rival'],
      ['name', 'fan', 'fan'],
    ]);
    expect(book.nameOf('1.3.6.1.4.1.99999').text).toBe('acme');
    expect(book.oidOf('rival')).toBe('1.3.6.1.4.1.99999');
  });

  test('no upload gives another name to what is standard', () => {
    const book = nameBook(modules('X-MIB DEFINITIONS ::= BEGIN notUpTime OBJECT IDENTIFIER ::= { system 3 } END'));
    expect(book.nameOf('1.3.6.1.2.1.1.3.0').text).toBe('sysUpTime.0');
  });

  test('the words of a type are held once, however many objects are of it', () => {
    const object = (place: number) =>
      `o${place} OBJECT-TYPE SYNTAX Many MAX-ACCESS read-only STATUS current DESCRIPTION "" ::= { mib-2 99 ${place} }`;
    const type = 'Many ::= TEXTUAL-CONVENTION STATUS current DESCRIPTION "" SYNTAX INTEGER { off(1), on(2) }';
    const book = nameBook(modules(`X-MIB DEFINITIONS ::= BEGIN ${type} ${object(1)} ${object(2)} END`));
    const wordsAt = (place: number) => book.at(`1.3.6.1.2.1.99.${place}`)?.words;
    expect(wordsAt(1)?.get(2)).toBe('on');
    expect(wordsAt(2)).toBe(wordsAt(1));
  });

  test('circles, words where numbers belong, and places too deep have no place, and say so', () => {
    const text = `X-MIB DEFINITIONS ::= BEGIN
      a OBJECT IDENTIFIER ::= { b 1 } b OBJECT IDENTIFIER ::= { a 1 } c OBJECT IDENTIFIER ::= { c }
      d OBJECT IDENTIFIER ::= { mib-2 e } f OBJECT IDENTIFIER ::= { nowhere 1 }
      g OBJECT IDENTIFIER ::= { ${'1 '.repeat(100)} } h OBJECT IDENTIFIER ::= { g ${'1 '.repeat(100)} }
      T ::= T x OBJECT-TYPE SYNTAX T MAX-ACCESS read-only STATUS current DESCRIPTION "" ::= { mib-2 99 } END`;
    const [module] = modules(text) as [MibModule];
    const book = nameBook([module]);
    expect(book.of(module).map(({ name }) => name)).toEqual(['g', 'x']);
    expect(book.missing(module).join('\n')).toMatch(/below itself[\s\S]*nothing defines nowhere/);
  });
});

describe('values', () => {
  test.each([
    ['1.3.6.1.2.1.2.2.1.6.1', octets(0, 0x1b, 0xff), '00:1b:ff'],
    ['1.3.6.1.2.1.25.1.2.0', octets(7, 234, 11, 21, 15, 30, 9, 0, 43, 1, 0), '2026-11-21,15:30:9.0,+1:0'],
    ['1.3.6.1.2.1.1.5.0', octets(...Buffer.from('Büro\u202e')), 'Büro'],
    ['2.1', octets(...Buffer.from('Büro')), 'Büro'],
    ['2.1', octets(0, 1, 255), '00:01:ff'],
    ['2.1', { type: 'timeticks' as const, value: 27_390_600 }, '3 d 04:05:06'],
    ['2.1', { type: 'oid' as const, value: '1.3.6.1.2.1.2.2.1.2.3' }, 'ifDescr.3'],
    ['2.1', { type: 'counter64' as const, value: 2n ** 64n - 1n }, '18446744073709551615'],
    ['2.1', { type: 'absent' as const, value: 'noSuchInstance' as const }, 'no such instance'],
  ])('%s', (oid, value, said) => {
    expect(standardNames.say(oid, value)).toBe(said);
  });
});
