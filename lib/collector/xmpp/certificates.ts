import type { S2sSession } from '../../xmpp/servers/port.ts';
import type { Watched } from './watched.ts';

const dayMs = 86_400_000;
/** Told of by events, those that expire first. */
const mostPeers = 100;

/**
 * Of the server's own certificate, as its connection showed it, and of the peers' whose sessions are open. Peers come and go,
 * a series for each would be series without end: there is one for the soonest, and events for each.
 */
export function lookAtCertificates(watched: Watched, sessions: readonly S2sSession[]): void {
  const { readings } = watched;
  const state = watched.server.connection.state();
  const own = state.is === 'online' ? state.tls.certificateExpires : undefined;
  if (own) {
    readings.add('xmpp.certificate.days', daysUntil(own));
    tellCertificate(watched, 'own', own);
  }
  const peers = expiringPeers(sessions);
  for (const [peer, expires] of peers) tellCertificate(watched, peer, expires);
  const soonest = peers[0]?.[1];
  readings.add('xmpp.s2s.certificate.days', soonest && daysUntil(soonest));
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

function daysUntil(expires: Date): number {
  return (expires.getTime() - Date.now()) / dayMs;
}

function tellCertificate({ sink, target, name }: Watched, of: string, expires: Date): void {
  const whose = of === 'own' ? `The certificate of ${name}` : `The certificate of ${of}, a peer of ${name},`;
  sink.note(
    { target, kind: 'certificate', of },
    { ...stateOf(daysUntil(expires), whose, expires), details: { server: name, expires: expires.toISOString() } },
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
