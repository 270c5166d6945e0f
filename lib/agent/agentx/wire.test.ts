import fc from 'fast-check';
import { expect, test } from 'vitest';
import { Table } from '../cells.ts';
import type { Oid } from '../oid.ts';
import { pauseMs } from './agent.ts';
import { answer } from './answer.ts';
import { Framing } from './framing.ts';
import { type Header, Malformed, oidBytes, PayloadReader, pdu, shorts, types, word } from './pdu.ts';

const cells = [1, 2, 3].map((arc) => ({ oid: [1, 3, arc], value: { is: 'integer' as const, value: -arc } }));
const table = new Table(cells);
const header = (type: number): Header => ({
  type,
  hasContext: false,
  big: true,
  session: 1,
  transaction: 2,
  packet: 3,
  length: 0,
});
const range = (start: Oid, end: Oid = [], include = false) => {
  const bytes = oidBytes(start);
  bytes[2] = include ? 1 : 0;
  return Buffer.concat([bytes, oidBytes(end)]);
};

/** Error, index, and each varbind as its type, OID and integer. */
function read(payload: Buffer | null) {
  const reader = new PayloadReader(payload as Buffer, true);
  reader.word();
  const [error, index] = [reader.short(), reader.short()];
  const varbinds: [number, string, number | null][] = [];
  while (reader.left > 0) {
    const type = reader.short();
    reader.short();
    varbinds.push([type, reader.oid().oid.join('.'), type === 2 ? reader.word() | 0 : null]);
  }
  return { error, index, varbinds };
}
const ask = (type: number, ...parts: Buffer[]) => read(answer(header(type), Buffer.concat(parts), table));

test('get answers what is there, and says of the rest that it is not', () => {
  expect(ask(types.get, range([1, 3, 2]), range([1, 3, 9])).varbinds).toEqual([
    [2, '1.3.2', -2],
    [129, '1.3.9', null],
  ]);
});

test('getnext goes on behind or at the start, and ends where it is told to', () => {
  expect(ask(types.getNext, range([1, 3, 2]), range([1, 3, 2], [], true)).varbinds).toEqual([
    [2, '1.3.3', -3],
    [2, '1.3.2', -2],
  ]);
  expect(ask(types.getNext, range([1, 3, 2], [1, 3, 3]), range([1, 3, 3])).varbinds).toEqual([
    [130, '1.3.2', null],
    [130, '1.3.3', null],
  ]);
});

test('getbulk repeats up to the end and not beyond, and is bounded', () => {
  const bulk = ask(types.getBulk, shorts(1, 65_535), range([1, 3, 2]), range([1, 3, 1]));
  expect(bulk.varbinds).toEqual([
    [2, '1.3.3', -3],
    [2, '1.3.2', -2],
    [2, '1.3.3', -3],
    [130, '1.3.3', null],
  ]);
});

test('nothing can be set', () => {
  expect(ask(types.testSet)).toMatchObject({ error: 17, index: 1 });
  expect(ask(types.commitSet)).toMatchObject({ error: 14 });
  expect(answer(header(types.cleanupSet), Buffer.alloc(0), table)).toBeNull();
  expect(read(answer({ ...header(types.get), hasContext: true }, range([1, 3, 2]), table))).toMatchObject({
    error: 262,
  });
});

test('messages are put together however TCP cuts them', () => {
  const one = (packet: number, length: number) =>
    pdu({ type: types.get, session: 1, transaction: 2, packet }, Buffer.alloc(length * 4, packet));
  const stream = Buffer.concat([one(1, 0), one(2, 7), one(3, 300)]);
  fc.assert(
    fc.property(fc.array(fc.integer({ min: 0, max: stream.length })), (cuts) => {
      const framing = new Framing();
      const edges = [0, ...cuts.sort((a, b) => a - b), stream.length];
      const got = edges.flatMap((edge, at) =>
        at === 0 ? [] : [...framing.push(stream.subarray(edges[at - 1], edge))],
      );
      expect(got.map(({ header: { packet }, payload }) => [packet, payload.length])).toEqual([
        [1, 0],
        [2, 28],
        [3, 1200],
      ]);
    }),
  );
});

test('the order of octets that a message names is the one it is read in', () => {
  const little = Buffer.from(word(7)).reverse();
  expect(new PayloadReader(little, false).word()).toBe(7);
  expect(new PayloadReader(word(7), true).word()).toBe(7);
});

test('whatever comes in, it is answered or refused as malformed, and nothing else happens', () => {
  fc.assert(
    fc.property(
      fc.integer({ min: 0, max: 255 }),
      fc.boolean(),
      fc.uint8Array({ maxLength: 200 }),
      (type, big, bytes) => {
        try {
          answer({ ...header(type), big }, Buffer.from(bytes), table);
        } catch (cause) {
          expect(cause).toBeInstanceOf(Malformed);
        }
        try {
          for (const _ of new Framing().push(Buffer.from(bytes)));
        } catch (cause) {
          expect(cause).toBeInstanceOf(Malformed);
        }
      },
    ),
  );
});

test('pauses double up to 15 s', () => {
  expect([1, 2, 3, 6, 100].map((failures) => pauseMs(failures, 0.5))).toEqual([500, 1_000, 2_000, 15_000, 15_000]);
});
