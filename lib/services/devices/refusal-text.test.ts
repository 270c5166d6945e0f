import { expect, test } from 'vitest';
import { refusalText } from './refusal-text.ts';

test.each([
  [{ address: '127.0.66.9', reason: 'stranger', count: 12 }, null, '12 traps from 127.0.66.9, which is no device here'],
  [
    { address: '', reason: 'stranger', count: 1200 },
    null,
    '1,200 traps from other addresses, which are no devices here',
  ],
  [
    { address: '192.0.2.1', reason: 'level', count: 1 },
    'Core switch',
    '1 trap from Core switch (192.0.2.1): without authentication',
  ],
  [
    { address: '192.0.2.1', reason: 'stranger', count: 2 },
    'Core switch',
    '2 traps from Core switch (192.0.2.1), which was no device here yet',
  ],
])('%j reads as one line', (refusal, device, text) => {
  expect(refusalText(refusal, device)).toBe(text);
});
