import type { IncomingMessage } from 'node:http';
import { expect, test } from 'vitest';
import { clientAddress } from './address.ts';

const request = (peer: string, forwarded?: string) =>
  ({ socket: { remoteAddress: peer }, headers: { 'x-forwarded-for': forwarded } }) as unknown as IncomingMessage;

test('a stranger who writes X-Forwarded-For is still known by the socket', () => {
  expect(clientAddress(request('203.0.113.7', '198.51.100.1'), [])).toBe('203.0.113.7');
});

test('behind a trusted proxy the last address counts that no trusted proxy has', () => {
  expect(clientAddress(request('127.0.0.1', '10.9.9.9, 198.51.100.1'), ['127.0.0.1'])).toBe('198.51.100.1');
  expect(clientAddress(request('127.0.0.1', '198.51.100.1, 192.0.2.2'), ['127.0.0.1', '192.0.2.2'])).toBe(
    '198.51.100.1',
  );
});

test('an IPv4 address in IPv6 clothes is the same address', () => {
  expect(clientAddress(request('::ffff:203.0.113.7'), [])).toBe('203.0.113.7');
});
