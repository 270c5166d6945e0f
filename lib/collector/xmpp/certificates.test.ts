import { expect, test } from 'vitest';
import { fakeConnector, fakeServer } from '../../services/testing/fake-connector.ts';
import { noServer } from '../../xmpp/servers/none.ts';
import type { S2sSession } from '../../xmpp/servers/port.ts';
import { Readings } from '../series.ts';
import type { Observed, Thing } from '../state-events.ts';
import { lookAtCertificates } from './certificates.ts';
import { xmppSeries } from './series.ts';

const inDays = (days: number) => new Date(Date.now() + days * 86_400_000);

/** Real certificates of every age would have to be made and served; what is read from real ones is tested with the servers. */
function look(own: number, peers: Record<string, number>) {
  const played = fakeServer();
  played.state = { ...played.state, tls: { protocol: '', cipher: '', certificateExpires: inDays(own) } } as never;
  const connection = fakeConnector(played).connect({} as never);
  const noted: [Thing, Observed][] = [];
  const readings = new Readings('server:n', xmppSeries);
  const server = { ...noServer('north.example'), connection };
  const sink = { push() {}, note: (thing: Thing, observed: Observed) => void noted.push([thing, observed]) };
  const sessions = Object.entries(peers).map(
    ([remote, days]) => ({ remote, certificateExpires: inDays(days) }) as S2sSession,
  );
  lookAtCertificates({ target: 'server:n', name: 'North', server, readings, sink }, sessions);
  return { noted, days: readings.samples.map(({ series, value }) => [series.name, Math.round(Number(value))]) };
}

test.each([
  [31, 'good', 'info'],
  [29, 'under-30', 'warn'],
  [6, 'under-7', 'failing'],
  [-1, 'expired', 'failing'],
])('a certificate with %d days left is %s', (days, state, severity) => {
  const { noted } = look(days, {});
  expect(noted).toMatchObject([
    [
      { kind: 'certificate', of: 'own' },
      { state, severity, normal: state === 'good' },
    ],
  ]);
});

test('the certificates of peers are told of, those that expire first; the first of them has a series', () => {
  const peers = Object.fromEntries(Array.from({ length: 150 }, (_, at) => [`p${at}.example`, 170.4 - at]));
  const { days, noted } = look(90, peers);
  expect(days).toEqual([
    ['xmpp.certificate.days', 90],
    ['xmpp.s2s.certificate.days', 21],
  ]);
  expect(noted).toHaveLength(101);
  expect(noted.filter(([, { state }]) => state === 'under-30').map(([{ of }]) => of)).toEqual(
    ['p149', 'p148', 'p147', 'p146', 'p145', 'p144', 'p143', 'p142', 'p141'].map((name) => `${name}.example`),
  );
});
