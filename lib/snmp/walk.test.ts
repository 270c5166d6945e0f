import { expect, test } from 'vitest';
import { ok } from '../domain/failure.ts';
import { compareOids } from './oid.ts';
import type { Varbind } from './port.ts';
import type { Packets } from './session.ts';
import { overPackets } from './walk.ts';

/** A real device would have to grow interfaces while it is asked. */
function growingDevice(objects: string[]) {
  const asked: number[] = [];
  const packets: Packets = {
    get: async () => ok([]),
    async getBulk(oids, repetitions) {
      asked.push(repetitions);
      const sorted = objects.toSorted(compareOids);
      return ok(
        oids.map((oid) =>
          sorted
            .filter((one) => compareOids(one, oid) > 0)
            .slice(0, repetitions)
            .map(varbind),
        ),
      );
    },
    traffic: () => ({ sent: 1, received: 1, dropped: 0 }),
    close() {},
  };
  return { session: overPackets(packets), asked };
}
const varbind = (oid: string): Varbind => ({ oid, value: { type: 'integer', value: 1 } });
const [column, behind] = ['1.3.6.1.2.1.2.2.1.10', '1.3.6.1.2.1.2.2.1.11'];

test('a table is asked for as many rows as it had, and read whole when it has grown or shrunk since', async () => {
  const objects = [...rowsOf(column, 3), ...rowsOf(behind, 500)];
  const { session, asked } = growingDevice(objects);
  const indexes = async () => {
    const read = await session.table([column]);
    return read.ok ? [...read.value.keys()].map(Number) : read.failure;
  };
  expect(await indexes()).toEqual([1, 2, 3]);
  asked.length = 0;
  expect(await indexes()).toEqual([1, 2, 3]);
  expect(asked).toEqual([4]);
  objects.push(...rowsOf(column, 40).slice(3));
  expect(await indexes()).toEqual(Array.from({ length: 40 }, (_, at) => at + 1));
  objects.splice(0, objects.length, `${column}.7`);
  expect(await indexes()).toEqual([7]);
  objects.length = 0;
  expect(await indexes()).toEqual([]);
});

function rowsOf(root: string, count: number): string[] {
  return Array.from({ length: count }, (_, at) => `${root}.${at + 1}`);
}
