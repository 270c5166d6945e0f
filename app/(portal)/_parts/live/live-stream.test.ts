import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import { LiveStream, type News } from './live-stream.ts';

/** An EventSource that does what the test says; the real one is a browser's. */
class Played {
  closed = false;
  readonly url: string;
  private readonly heard = new Map<string, ((event: unknown) => void)[]>();
  constructor(url: string) {
    this.url = decodeURIComponent(url);
  }
  addEventListener(name: string, what: unknown) {
    this.heard.set(name, [...(this.heard.get(name) ?? []), what as (event: unknown) => void]);
  }
  close() {
    this.closed = true;
  }
  say(name: string, data: unknown = 0) {
    for (const what of this.heard.get(name) ?? []) what({ data: JSON.stringify(data) });
  }
}

let opened: Played[] = [];
let visible = true;
beforeEach(() => {
  vi.useFakeTimers();
  opened = [];
  visible = true;
});
afterEach(() => vi.useRealTimers());

function page() {
  const stream = new LiveStream({
    open(url) {
      const source = new Played(url);
      opened.push(source);
      return source as unknown as EventSource;
    },
    visible: () => visible,
  });
  const part = (...topics: string[]) => {
    const told: News[][] = [];
    const live: [boolean, boolean][] = [];
    const leave = stream.subscribe({
      topics,
      onNews: (news) => void told.push([...news]),
      onLive: (now, anew) => void live.push([now, anew]),
    });
    return { told, live, leave };
  };
  return { stream, part };
}
const wait = (ms: number) => vi.advanceTimersByTime(ms);
const last = () => opened.at(-1) as Played;

test('all parts of a page share one stream, and each is told of its own', () => {
  const { part } = page();
  const [chart, list] = [part('metrics/portal'), part('events')];
  wait(200);
  expect(opened.map(({ url }) => url)).toEqual(['/api/live?topics=events,metrics/portal']);
  last().say('ready');
  last().say('news', [{ topic: 'metrics/portal', step: 10 }]);
  expect([chart.told.length, list.told.length]).toEqual([1, 0]);
  expect(chart.live).toEqual([[true, false]]);
});

test('targets beyond what fits an address become all of them', () => {
  const { part } = page();
  const charts = Array.from({ length: 30 }, (_, n) => part(`metrics/device:${n}`));
  wait(200);
  expect(last().url).toBe('/api/live?topics=metrics');
  last().say('news', [{ topic: 'metrics', step: 10 }]);
  expect(charts.every(({ told }) => told.length === 1)).toBe(true);
});

test('a page that nobody looks at, or that wants nothing, has no stream', () => {
  const { stream, part } = page();
  const { leave } = part('events');
  wait(200);
  visible = false;
  stream.looked();
  wait(200);
  expect(last().closed).toBe(true);
  visible = true;
  stream.looked();
  wait(10);
  expect(opened).toHaveLength(2);
  leave();
  wait(200);
  expect(last().closed).toBe(true);
});

test('a stream that breaks is said to be gone, and opened again, later each time', () => {
  const { part } = page();
  const chart = part('metrics');
  wait(200);
  last().say('ready');
  last().say('error');
  expect(chart.live.at(-1)).toEqual([false, false]);
  wait(1_000);
  expect(opened).toHaveLength(1);
  wait(2_000);
  expect(opened).toHaveLength(2);
  last().say('error');
  wait(2_900);
  expect(opened).toHaveLength(2);
  wait(2_200);
  expect(opened).toHaveLength(3);
  last().say('ready');
  expect(chart.live.at(-1), 'it was away: look at once').toEqual([true, true]);
});

test('a proxy that keeps every word to itself is noticed at the beginning, and so is silence later', () => {
  const { part } = page();
  const chart = part('metrics');
  wait(200);
  wait(15_000);
  expect(last().closed).toBe(true);
  expect(chart.live).toEqual([]);
  wait(5_000);
  last().say('ready');
  wait(30_000);
  last().say('beat');
  wait(30_000);
  expect(last().closed).toBe(false);
  wait(10_000);
  expect(last().closed).toBe(true);
  expect(chart.live.at(-1)?.[0]).toBe(false);
});

test('who is signed out is told once more, so that the page says it, and never again', () => {
  const { part } = page();
  const list = part('events');
  wait(200);
  last().say('ready');
  last().say('end', 'signed-out');
  expect(list.told).toEqual([[{ topic: 'events' }]]);
  wait(3_600_000);
  expect(opened).toHaveLength(1);
});
