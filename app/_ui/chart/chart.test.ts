import { describe, expect, test } from 'vitest';
import { chartCsv, fileName } from './chart-csv.ts';
import { lineLook } from './line-look.ts';
import { align, type ChartLine, lonely } from './model.ts';
import { drawn, moved, narrowestSeconds, rangeOfValues, widestSeconds, zoomed } from './scales.ts';
import { timeTicks } from './time-text.ts';
import { scaleOf, tickText, valueText } from './units.ts';

const line = (more: Partial<ChartLine>): ChartLine => ({
  ...{ id: '1', label: 'one', startAt: 0, stepSeconds: 10, average: [], min: null, max: null, last: null },
  ...more,
});

describe('gaps', () => {
  test('stay gaps, and a line of a longer step isn’t broken by the times of another', () => {
    const fast = line({ average: [1, null, 3, 4] });
    const slow = line({ stepSeconds: 30, average: [10, 40] });
    expect(align([fast, slow])).toMatchObject({
      times: [0, 10, 20, 30],
      columns: [{ average: [1, null, 3, 4] }, { average: [10, undefined, undefined, 40] }],
    });
  });

  test('on both sides of a point make it a dot; between points of a line they don’t', () => {
    expect(lonely([1, null, 3, null, 5, 6])).toEqual([0, 2]);
    expect(lonely([10, undefined, undefined, 40])).toEqual([]);
    expect(lonely([undefined, 7, undefined])).toEqual([1]);
    expect(lonely([null, null])).toEqual([]);
  });

  test('of a band are its own', () => {
    const { columns } = align([line({ average: [1, null], min: [0, null], max: [2, null] })]);
    expect(columns[0]).toEqual({ average: [1, null], min: [0, null], max: [2, null] });
  });
});

describe('units', () => {
  test.each([
    [1_250_000, 'octets/s', '1.25\u00a0MB/s'],
    [999, 'octets', '999\u00a0B'],
    [9_876, 'sessions', '9,876\u00a0sessions'],
    [12_400, 'stanzas/s', '12.4k\u00a0stanzas/s'],
    [0, 'sessions', '0\u00a0sessions'],
    [42.25, '%', '42.3%'],
    [0.0042, 's', '4.2\u00a0ms'],
    [7_200, 's', '120\u00a0min'],
    [1_500, 'ms', '1.5\u00a0s'],
    [-3, '', '-3'],
    [1, 'sessions', '1\u00a0session'],
    [1, 'stanzas/s', '1\u00a0stanzas/s'],
  ])('%d %s reads %s', (value, unit, text) => {
    expect(valueText(value, unit)).toBe(text);
  });

  test('what isn’t known is no figure', () => {
    for (const value of [null, undefined, Number.NaN, Number.POSITIVE_INFINITY])
      expect(valueText(value, 'sessions')).toBe('not known');
  });

  test('the figures of an axis share a prefix and have as many places as tell them apart', () => {
    const scale = scaleOf('octets/s', 3_000_000);
    expect(scale).toMatchObject({ divisor: 1e6, caption: 'MB/s' });
    expect([0, 500_000, 1_000_000].map((value) => tickText(value, 500_000, scale))).toEqual(['0.0', '0.5', '1.0']);
    expect(tickText(20_000, 10_000, scaleOf('stanzas/s', 40_000))).toBe('20k');
    expect(tickText(3, 1, scaleOf('sessions', 4))).toBe('3');
    expect(tickText(9.25, 0.25, scaleOf('sessions', 10))).toBe('9.25');
    expect(tickText(2_000_000, 2_000_000, scaleOf('users', 8_000_000))).toBe('2M');
  });
});

describe('the upright axis', () => {
  test('begins at zero, unless that presses the lines flat', () => {
    expect(rangeOfValues(2, 10)[0]).toBe(0);
    expect(rangeOfValues(990, 1000)[0]).toBeGreaterThan(900);
  });

  test('has room for values that are all alike, for zero alone and for none', () => {
    const [low, high] = rangeOfValues(5, 5);
    expect(low).toBeLessThan(5);
    expect(high).toBeGreaterThan(5);
    expect(rangeOfValues(0, 0)).toEqual([0, 1]);
    expect(rangeOfValues(null, null)).toEqual([0, 1]);
  });

  test('shows shares out of a hundred', () => {
    expect(rangeOfValues(40, 60, '%')).toEqual([0, 100]);
    expect(rangeOfValues(40, 160, '%')[1]).toBeGreaterThan(160);
  });

  test('goes below zero only where values do', () => {
    expect(rangeOfValues(0.9, 1)[0]).toBeGreaterThanOrEqual(0);
    expect(rangeOfValues(-3, 5)[0]).toBeLessThan(-3);
  });
});

describe('zoom', () => {
  const hour = { from: 0, to: 3600 };

  test('in and out keeps the moment under the cursor where it is', () => {
    expect(zoomed(hour, 0.5, 900, 99_999)).toEqual({ from: 450, to: 2250 });
    expect(zoomed({ from: 450, to: 2250 }, 2, 900, 99_999)).toEqual(hour);
  });

  test('ends at a minute and at three years', () => {
    const narrow = zoomed({ from: 0, to: 70 }, 0.5, 35, 99_999);
    expect(narrow.to - narrow.from).toBe(narrowestSeconds);
    const wide = zoomed({ from: 0, to: widestSeconds }, 2, 0, 2 * widestSeconds);
    expect(wide.to - wide.from).toBe(widestSeconds);
  });

  test('never shows what is to come', () => {
    expect(moved(hour, 0.25, 3600)).toEqual(hour);
    expect(moved(hour, -0.25, 3600)).toEqual({ from: -900, to: 2700 });
    expect(zoomed(hour, 2, 1800, 3600)).toEqual({ from: -3600, to: 3600 });
  });

  test('is drawn in either direction, and a click is no range of nothing', () => {
    expect(drawn(900, 300, 9_999)).toEqual({ from: 300, to: 900 });
    expect(drawn(500, 500, 9_999)).toEqual({ from: 470, to: 530 });
  });
});

test('times under a chart name the day once, and again at midnight', () => {
  const start = new Date(2026, 10, 21, 22, 0).getTime() / 1000;
  const texts = timeTicks([start, start + 3600, start + 7200], 3600);
  expect(texts).toEqual(['22:00\n21 Nov', '23:00', '00:00\n22 Nov']);
});

test('sixteen lines all look different, and lines that follow each other differ without their colour', () => {
  const looks = Array.from({ length: 16 }, (_, place) => lineLook(place));
  expect(new Set(looks.map((look) => JSON.stringify(look))).size).toBe(16);
  for (const [place, { dash }] of looks.entries()) expect(dash).not.toEqual(looks[place + 1]?.dash);
});

describe('export', () => {
  test('has a row for each time, the band beside its line, and nothing for what isn’t known', () => {
    const csv = chartCsv([line({ label: 'a, "b"', average: [1.5, null], min: [1, null], max: [2, null] })], 'B/s');
    expect(csv).toBe(
      '\ufeffTime,"a, ""b"" (B/s)","a, ""b"" min (B/s)","a, ""b"" max (B/s)"\r\n' +
        '1970-01-01T00:00:00.000Z,1.5,1,2\r\n1970-01-01T00:00:10.000Z,,,\r\n',
    );
  });

  test('makes no formula of a name from outside', () => {
    expect(chartCsv([line({ label: '=cmd()', average: [1] })], '')).toContain("Time,'=cmd()");
  });

  test('names the file after the chart', () => {
    expect(fileName('Stanzas: in / out', 'csv')).toMatch(/^stanzas-in-out-\d{4}-.*\.csv$/);
  });
});
