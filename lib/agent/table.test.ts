import fc from 'fast-check';
import { expect, test } from 'vitest';
import type { Application } from './application.ts';
import { type Cell, Table } from './cells.ts';
import { networkServices } from './network-services.ts';
import { applicationIndexes, Numbering } from './numbering.ts';
import { compareOids, type Oid, oidOf, parseOid } from './oid.ts';
import { tableOf } from './table-of.ts';

const base = oidOf('1.3.6.1.4.1.8072.9999.9999.5222');
const bootAt = Date.parse('2026-11-21T12:00:00Z');

const nothing: Application = {
  index: 7,
  name: 'A',
  description: 'B',
  url: null,
  version: null,
  status: null,
  statusSince: null,
  startedAt: null,
  inbound: null,
  outbound: null,
  accumulatedInbound: null,
  lastInbound: null,
  lastOutbound: null,
  associations: [],
  sessions: [],
  mechanisms: [],
  encryption: [],
  xmpp: null,
  ldap: [],
};
const valueAt = (one: Partial<Application>, oid: Oid) =>
  tableOf([{ ...nothing, ...one }], { base, bootAt }).get(oid)?.value ?? null;
const appl = (column: number) => [...networkServices, 1, 1, column, 7];

const oids = fc.array(fc.integer({ min: 0, max: 4 }), { minLength: 1, maxLength: 5 });
const tables = fc
  .array(oids)
  .map((all) => new Table(all.map((oid): Cell => ({ oid, value: { is: 'oid', value: oid } }))));

test('going on and on from nothing meets every cell once, in order', () => {
  fc.assert(
    fc.property(tables, (table) => {
      const met: Cell[] = [];
      for (let cell = table.next([]); cell; cell = table.next(cell.oid)) met.push(cell);
      expect(met).toEqual(table.cells);
      for (const [at, cell] of met.entries())
        if (at > 0) expect(compareOids((met[at - 1] as Cell).oid, cell.oid)).toBeLessThan(0);
    }),
  );
});

test('the next cell is the first behind what was asked, and before the end', () => {
  fc.assert(
    fc.property(tables, oids, oids, fc.boolean(), (table, start, end, inclusive) => {
      const wanted = table.cells.find(({ oid }) => {
        const place = compareOids(oid, start);
        return place > 0 || (inclusive && place === 0);
      });
      const before = wanted && compareOids(wanted.oid, end) < 0 ? wanted : null;
      expect(table.next(start, { inclusive, end })).toEqual(before);
      expect(table.next(start, { inclusive })).toEqual(wanted ?? null);
      expect(table.get(start)).toEqual(table.cells.find(({ oid }) => compareOids(oid, start) === 0) ?? null);
    }),
  );
});

test('OIDs are put in order by number and not by text', () => {
  expect(compareOids([1, 3, 10], [1, 3, 9])).toBeGreaterThan(0);
  expect(compareOids([1, 3], [1, 3, 0])).toBeLessThan(0);
  expect(['1', '1.x', '1.3.', '1.3.01', '1.3.4294967296', ''].map(parseOid)).toEqual(Array(6).fill(null));
  expect(parseOid('.1.3.4294967295')).toEqual([1, 3, 4294967295]);
});

test('of a server of which nothing is known, nothing is told but its name and description', () => {
  const { cells } = tableOf([nothing], { base, bootAt });
  expect(cells.map(({ oid }) => oid)).toEqual([appl(2), appl(16)]);
});

test('moments are sysUpTime at that moment, and zero when snmpd was not there yet', () => {
  const at = (moment: string) => valueAt({ startedAt: new Date(moment) }, appl(5));
  expect(at('2026-11-21T12:00:01.239Z')).toEqual({ is: 'timeticks', value: 123 });
  expect(at('2026-11-21T11:59:00Z')).toEqual({ is: 'timeticks', value: 0 });
  expect(valueAt({ startedAt: new Date(Number.NaN) }, appl(5))).toBeNull();
});

test('gauges stay at the top of their range, counters go round', () => {
  expect(valueAt({ inbound: 2 ** 40 }, appl(8))).toEqual({ is: 'gauge32', value: 0xffffffff });
  expect(valueAt({ accumulatedInbound: 2n ** 32n + 5n }, appl(10))).toEqual({ is: 'counter32', value: 5 });
  const octets = [...base, 2, 1, 1, 1, 4, 7, 5];
  const sessions = [{ kind: 'ldap' as const, count: null, octetsIn: null, octetsOut: 2n ** 64n - 1n }];
  expect(valueAt({ sessions }, octets)).toEqual({ is: 'counter64', value: 2n ** 64n - 1n });
});

test('hostile names stay text: without controls, at most 255 octets, never half a character', () => {
  fc.assert(
    fc.property(fc.uint16Array({ maxLength: 400 }), (units) => {
      const name = String.fromCharCode(...units);
      const value = valueAt({ name }, appl(2));
      if (value?.is !== 'text') throw new Error('no text');
      expect(value.value.length).toBeLessThanOrEqual(255);
      expect(value.value.toString()).not.toMatch(/\p{Cc}/u);
      expect(Buffer.from(value.value.toString())).toEqual(value.value);
    }),
  );
});

test('no OID is ever longer than 128 arcs, whatever a server calls its ciphers', () => {
  const long = 'x'.repeat(1000);
  const { cells } = tableOf(
    [
      {
        ...nothing,
        index: 0x7fffffff,
        mechanisms: [{ kind: 'c2s', name: long, count: 1 }],
        encryption: [{ kind: 's2sOut', version: long, cipher: long, count: 1 }],
      },
    ],
    { base, bootAt },
  );
  expect(cells.length).toBe(4);
  expect(Math.max(...cells.map(({ oid }) => oid.length))).toBeLessThanOrEqual(128);
});

test('indexes come from ids, whatever else there is, and none twice', () => {
  const [a, b, c] = ['00000007-0000', '80000007-0001', '00000001-0002'];
  expect([...applicationIndexes([b, a, c])]).toEqual([
    [c, 2],
    [a, 7],
    [b, 8],
  ]);
  fc.assert(
    fc.property(fc.uniqueArray(fc.uuid()), (ids) => {
      const indexes = [...applicationIndexes(ids).values()];
      expect(new Set(indexes).size).toBe(ids.length);
      expect(indexes.every((index) => index > 1 && index <= 0x7fffffff)).toBe(true);
    }),
  );
});

test('an association keeps its number as long as it is there; a new one gets a new one', () => {
  const numbering = new Numbering();
  expect(numbering.of(['a', 'b', 'a'])).toEqual([1, 2, 3]);
  expect(numbering.of(['b', 'c'])).toEqual([2, 4]);
  expect(numbering.of(['a', 'b'])).toEqual([5, 2]);
});
