import { beforeEach, expect, test } from 'vitest';
import type { MetricStore, Sample } from '../metrics/port.ts';
import { SampleQueue } from './sample-queue.ts';
import { Readings, type SeriesTable } from './series.ts';

const table = { value: { kind: 'gauge', unit: '', step: 10, what: 'x' } } as const satisfies SeriesTable;
const away = Object.assign(new Error('away'), { code: 'ECONNREFUSED' });

/** A database can't be made to refuse at the wanted moment. */
class Store implements Pick<MetricStore, 'write'> {
  kept: number[] = [];
  failure: Error | null = null;
  before = () => {};
  async write(samples: readonly Sample[]) {
    this.before();
    if (this.failure) throw this.failure;
    this.kept.push(...samples.map(({ value }) => Number(value)));
    return { written: samples.length, leftOut: 0 };
  }
}

let store: Store;
let said: string[];
let queue: SampleQueue;
beforeEach(() => {
  store = new Store();
  said = [];
  const say = (_: unknown, text?: string) => void said.push(text ?? '');
  queue = new SampleQueue(store, { warn: say, error: say } as never, { samples: 6, batch: 2 });
});

function push(...values: number[]): void {
  const readings = new Readings('portal', table);
  for (const value of values) readings.add('value', value);
  queue.push(readings.samples);
}

test('what waits is written in order, batch by batch', async () => {
  push(1, 2, 3, 4, 5);
  await queue.flush();
  expect(store.kept).toEqual([1, 2, 3, 4, 5]);
  expect(queue.figures()).toEqual({ waiting: 0, written: 5, leftOut: 0, lost: 0 });
});

test('while the database is away nothing is lost that the bound has room for', async () => {
  store.failure = away;
  push(1, 2, 3);
  await expect(queue.flush()).rejects.toBe(away);
  push(4, 5, 6);
  store.failure = null;
  await queue.flush();
  expect(store.kept).toEqual([1, 2, 3, 4, 5, 6]);
  expect(said).toEqual([]);
});

test('beyond the bound the oldest are lost, counted, and told once', async () => {
  store.failure = away;
  push(1, 2, 3, 4, 5, 6);
  push(7);
  push(8);
  expect(queue.figures()).toMatchObject({ waiting: 6, lost: 2 });
  expect(said).toHaveLength(1);
  store.failure = null;
  await queue.flush();
  expect(store.kept).toEqual([3, 4, 5, 6, 7, 8]);
  expect(said).toHaveLength(2);
});

test('what is pushed out while it is written is written, and not counted as lost', async () => {
  push(1, 2, 3, 4, 5, 6);
  store.before = () => {
    store.before = () => {};
    push(7);
  };
  await queue.flush();
  expect(store.kept).toEqual([1, 2, 3, 4, 5, 6, 7]);
  expect(queue.figures()).toEqual({ waiting: 0, written: 7, leftOut: 0, lost: 0 });
});

test('a batch that the store refuses five times makes way for the next', async () => {
  const refusal = new Error('no such column');
  store.failure = refusal;
  push(1, 2, 3);
  for (let times = 0; times < 5; times++) await expect(queue.flush()).rejects.toBe(refusal);
  store.failure = null;
  await queue.flush();
  expect(store.kept).toEqual([3]);
  expect(queue.figures()).toMatchObject({ lost: 2, waiting: 0 });
});

test('a value that is not known makes no sample', () => {
  const readings = new Readings('portal', table);
  readings.add('value', null);
  readings.add('value', undefined);
  readings.add('value', Number.NaN);
  readings.add('value', 0, { host: null, node: 'a' });
  expect(readings.samples).toMatchObject([{ value: 0, series: { labels: { node: 'a' } } }]);
});
