import { expect, test } from 'vitest';
import { formatCell } from './format-cell.ts';

test.each([
  [null, 'octets', '–'],
  ['', 'text', '–'],
  [0, 'octets', '0 B'],
  [1536, 'octets', '1.5 KiB'],
  [2 ** 40 * 12, 'octets', '12 TiB'],
  [1_000_000_000, 'bits/s', '1 Gbit/s'],
  [33.333, '%', '33.3 %'],
  [90_061, 'seconds', '1 d 1 h'],
  [61, 'seconds', '1 min 1 s'],
  [1234.567, 'count', '1,234.57'],
] as const)('%s as %s reads %s', (value, format, text) => {
  expect(formatCell(value, format)).toBe(text);
});
