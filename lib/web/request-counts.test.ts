import { describe, expect, test } from 'vitest';
import { RequestCounts, requestKind } from './request-counts.ts';

describe('a request is counted by its kind, never by what its path names', () => {
  test.each([
    ['GET', '/users/5b6f4f3e-0000-4000-8000-000000000000?q=ada', {}, 'page'],
    ['GET', '/users?_rsc=1', { rsc: '1' }, 'page'],
    ['POST', '/users', { 'next-action': 'a1' }, 'action'],
    ['GET', '/api/users?q=ada', {}, 'data'],
    ['GET', '/api/live?topics=events', {}, 'live'],
    ['GET', '/api/liveliness', {}, 'data'],
    ['GET', '/api/health/ready', {}, 'health'],
    ['POST', '/api/auth/callback/credentials', {}, 'sign-in'],
    ['GET', '/sign-in?from=%2Fusers', {}, 'sign-in'],
    ['GET', '/_next/static/chunks/a.js', {}, 'asset'],
    ['GET', '/icon.svg', {}, 'asset'],
    ['GET', '/metrics', {}, 'page'],
  ])('%s %s', (method, url, headers, kind) => {
    expect(requestKind({ method, url, headers })).toBe(kind);
  });
});

test('counts go on, what is longest and the 95% are of the time since they were last taken', () => {
  const counts = new RequestCounts();
  for (let ms = 1; ms <= 100; ms++) counts.request('data', ms === 7 ? 503 : 200, ms);
  counts.request('live', 200, 3_600_000);
  counts.action('done');
  counts.action('conflict');
  counts.action('done');
  expect(counts.take(3)).toMatchObject({
    requests: { data: 100, live: 1 },
    failed: { data: 1, live: 0 },
    p95Ms: { data: 95 },
    actions: { done: 2, conflict: 1 },
    live: 3,
  });
  counts.request('page', 404, 12);
  const next = counts.take(0);
  expect(next.requests).toEqual({ data: 100, live: 1, page: 1 });
  expect(next.p95Ms).toEqual({ page: 12 });
  expect(next.failed.page).toBe(0);
});

test('whatever comes, no more than so many durations are held', () => {
  const counts = new RequestCounts();
  for (let at = 0; at < 100_000; at++) counts.request('data', 200, at % 100);
  expect(counts.take(0).p95Ms.data).toBeGreaterThan(80);
  expect(counts.take(0).p95Ms).toEqual({});
});
