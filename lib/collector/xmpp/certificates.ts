import type { S2sSession } from '../../xmpp/servers/port.ts';
import type { Watched } from './watched.ts';

const dayMs = 86_400_000;
const mostPeers = 100;

/** Of the server's own certificate, as its connection showed it, and of the peers' whose sessions are open. */
export function lookAtCertificates(watched: Watched, sessions: readonly S2sSession[]): void {
  const state = watched.server.connection.state();
  const own = state.is === 'online' ? state.tls.certificateExpires : undefined;
  if (own) tellCertificate(watched, 'own', own);
  for (const [peer, expires] of expiringPeers(sessions)) tellCertificate(watched, peer, expires);
}

/** By domain the one that expires first; those that are next, up to 100. */
function expiringPeers(sessions: readonly S2sSession[]): [string, Date][] {
  const byPeer = new Map<string, Date>();
  for (const { remote, certificateExpires } of sessions) {
    const before = byPeer.get(remote);
    if (certificateExpires && (!before || certificateExpires < before)) byPeer.set(remote, certificateExpires);
  }
  return [...byPeer].sort(([, one], [, other]) => one.getTime() - other.getTime()).slice(0, mostPeers);
}

function tellCertificate({ readings, sink, target, name }: Watched, of: string, expires: Date): void {
  const days = (expires.getTime() - Date.now()) / dayMs;
  readings.add('xmpp.certificate.days', days, { of });
  const whose = of === 'own' ? `The certificate of ${name}` : `The certificate of ${of}, a peer of ${name},`;
  sink.note(
    { target, kind: 'certificate', of },
    { ...stateOf(days, whose, expires), details: { server: name, expires: expires.toISOString() } },
  );
}

function stateOf(days: number, whose: string, expires: Date) {
  const on = expires.toISOString().slice(0, 10);
  if (days <= 0)
    return { state: 'expired', normal: false, severity: 'failing', text: `${whose} expired on ${on}.` } as const;
  if (days < 7)
    return {
      state: 'under-7',
      normal: false,
      severity: 'failing',
      text: `${whose} expires within 7 days, on ${on}.`,
    } as const;
  if (days < 30)
    return {
      state: 'under-30',
      normal: false,
      severity: 'warn',
      text: `${whose} expires within 30 days, on ${on}.`,
    } as const;
  return { state: 'good', normal: true, severity: 'info', text: `${whose} is valid until ${on}.` } as const;
}
