import { expect, test } from 'vitest';
import type { S2sSession } from '../../xmpp/servers/port.ts';
import { federationStatistics } from './federation-statistics.ts';

const now = new Date('2026-06-01T00:00:00Z');
const session = (some: Partial<S2sSession>): S2sSession => ({
  direction: 'in',
  local: 'north.example',
  remote: 'south.example',
  state: 'open',
  since: null,
  node: null,
  address: null,
  port: null,
  tls: null,
  cipher: null,
  authentication: null,
  certificateSubject: null,
  certificateExpires: null,
  bidi: null,
  stanzasIn: null,
  stanzasOut: null,
  ...some,
});

test('directions, domains, TLS and authentication are counted from the rows', () => {
  const counted = federationStatistics(
    [
      session({ tls: 'TLSv1.3', authentication: 'certificate', stanzasIn: 2n ** 63n, stanzasOut: 1n }),
      session({ direction: 'out', tls: 'TLSv1.3', authentication: 'dialback', stanzasIn: 1n }),
      session({ direction: 'out', remote: 'field.example', state: 'connecting' }),
    ],
    now,
  );
  expect(counted).toMatchObject({
    in: 1,
    out: 2,
    connecting: 1,
    remotes: [
      { domain: 'south.example', in: 1, out: 1, stanzasIn: 2n ** 63n + 1n, stanzasOut: 1n },
      { domain: 'field.example', in: 0, out: 1, stanzasIn: null },
    ],
    tls: [{ name: 'TLSv1.3', sessions: 2 }],
    authentication: [
      { name: 'certificate', sessions: 1 },
      { name: 'dialback', sessions: 1 },
    ],
    stanzasIn: 2n ** 63n + 1n,
  });
});

test('what no session tells is not known, rather than zero', () => {
  expect(federationStatistics([session({})], now)).toMatchObject({
    tls: [{ name: null, sessions: 1 }],
    stanzasIn: null,
    stanzasOut: null,
  });
});

test('certificates that run out within 30 days are named once by domain, those that have run out apart', () => {
  const expires = (remote: string, at: string) => session({ remote, certificateExpires: new Date(at) });
  const counted = federationStatistics(
    [
      expires('soon.example', '2026-07-01T00:00:00Z'),
      expires('soon.example', '2026-07-01T00:00:00Z'),
      expires('later.example', '2026-07-01T00:00:01Z'),
      expires('late.example', '2026-06-01T00:00:00Z'),
    ],
    now,
  );
  expect(counted).toMatchObject({ expiring: ['soon.example'], expired: ['late.example'] });
});
