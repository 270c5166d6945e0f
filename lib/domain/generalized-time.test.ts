import fc from 'fast-check';
import { expect, test } from 'vitest';
import { generalizedTime, parseGeneralizedTime } from './generalized-time.ts';

test.each([
  ['20261121005033Z', '2026-11-21T00:50:33.000Z'],
  ['20261121005033.123456Z', '2026-11-21T00:50:33.123Z'],
  ['20261121005033,5Z', '2026-11-21T00:50:33.500Z'],
  ['202611210050Z', '2026-11-21T00:50:00.000Z'],
  ['2026112100Z', '2026-11-21T00:00:00.000Z'],
  ['2026112100.5Z', '2026-11-21T00:30:00.000Z'],
  ['20240229120000Z', '2024-02-29T12:00:00.000Z'],
  ['20161231235960Z', '2016-12-31T23:59:59.000Z'],
  ['000001010000Z', '0000-01-01T00:00:00.000Z'],
])('%s is %s', (text, expected) => {
  expect(parseGeneralizedTime(text)?.toISOString()).toBe(expected);
});

test.each([
  '',
  'now',
  '2026',
  '20261121',
  '20261121005033',
  '20261321000000Z',
  '20260230000000Z',
  '20261121240000Z',
  '20261121006000Z',
  '20261121000061Z',
  ' 20261121005033Z',
  '2026112100503Z',
])('%j is no time, rather than some other time', (text) => {
  expect(parseGeneralizedTime(text)).toBeNull();
});

test('every second from year 0 to 9999 is written and read back', () => {
  const seconds = fc.date({
    min: new Date('0000-01-01T00:00:00Z'),
    max: new Date('9999-12-31T23:59:59Z'),
    noInvalidDate: true,
  });
  fc.assert(
    fc.property(seconds, (date) => {
      const second = Math.floor(date.getTime() / 1000) * 1000;
      expect(parseGeneralizedTime(generalizedTime(date))?.getTime()).toBe(second);
    }),
  );
});
