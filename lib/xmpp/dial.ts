import dns from 'node:dns/promises';
import { connect as connectTcp, type Socket } from 'node:net';
import { connect as connectTls, type TLSSocket } from 'node:tls';
import { certificateLoss } from './certificate.ts';
import { lost, type Outcome } from './loss.ts';
import type { ServerAddress } from './port.ts';
import { agreeOnTls } from './start-tls.ts';

export type Target = { host: string; port: number };

const mostTargets = 4;
const dnsTimeoutMs = 5_000;

/** A TLS socket to a server whose certificate is right for the XMPP domain: the only thing that XMPP is ever spoken on. */
export async function dial(address: ServerAddress, deadline: number): Promise<Outcome<TLSSocket>> {
  const targets = await locate(address);
  if (!targets.ok) return targets;
  let last: Outcome<TLSSocket> = lost('network', `${address.domain} has no address.`);
  for (const target of targets.value) {
    const tcp = await openTcp(target, deadline);
    if (!tcp.ok) {
      last = tcp;
      continue;
    }
    const tls = await encrypt(tcp.value, address, deadline);
    if (!tls.ok) return tls;
    const loss = certificateLoss(tls.value, address.domain);
    if (!loss) return tls;
    tls.value.destroy();
    return { ok: false, loss };
  }
  return last;
}

/** Where to connect. Without a host, what DNS names for the domain (RFC 6120, 3.2.1; XEP-0368), best first. */
export async function locate(address: ServerAddress): Promise<Outcome<Target[]>> {
  const { host, port, domain, tls } = address;
  if (host !== '') return { ok: true, value: [{ host, port }] };
  const usual = { host: domain, port: port || (tls === 'direct' ? 5223 : 5222) };
  const name = `${tls === 'direct' ? '_xmpps-client' : '_xmpp-client'}._tcp.${domain}`;
  const records = await Promise.race([
    dns.resolveSrv(name).catch((error: NodeJS.ErrnoException) => error),
    new Promise<Error>((resolve) => setTimeout(() => resolve(new Error('no answer')), dnsTimeoutMs).unref()),
  ]);
  if (records instanceof Error) {
    const none = 'code' in records && (records.code === 'ENODATA' || records.code === 'ENOTFOUND');
    return none ? { ok: true, value: [usual] } : lost('network', `DNS did not answer for ${name}.`, records);
  }
  // RFC 2782: a single "." says that the service is not there.
  const offered = records.filter((record) => record.name !== '' && record.name !== '.');
  if (offered.length === 0) return lost('network', `DNS says that ${domain} offers no such service.`);
  offered.sort((a, b) => a.priority - b.priority || b.weight - a.weight);
  return { ok: true, value: offered.slice(0, mostTargets).map((record) => ({ host: record.name, port: record.port })) };
}

export async function openTcp({ host, port }: Target, deadline: number): Promise<Outcome<Socket>> {
  const socket = connectTcp({ host, port });
  const where = `${host}, port ${port}`;
  const opened = await settled(socket, 'connect', deadline, (error) =>
    lost(error ? 'network' : 'timeout', error ? `${where}: ${inWords(error)}` : `${where} did not answer.`, error),
  );
  if (opened.ok) socket.setNoDelay(true).setKeepAlive(true, 30_000);
  return opened;
}

/** TLS on an open connection. The certificate is not yet looked at: `certificateLoss` must be asked before anything is sent. */
export async function encrypt(socket: Socket, address: ServerAddress, deadline: number): Promise<Outcome<TLSSocket>> {
  if (address.tls === 'starttls') {
    const agreed = await agreeOnTls(socket, address.domain, deadline);
    if (!agreed.ok) return agreed;
  }
  const { domain, ca, client } = address;
  try {
    const tls = connectTls({
      socket,
      servername: domain,
      ca: ca || undefined,
      cert: client?.certificate,
      key: client?.key,
      minVersion: 'TLSv1.2',
      // XEP-0368, 5: says which protocol is meant where one port serves several.
      ALPNProtocols: address.tls === 'direct' ? ['xmpp-client'] : undefined,
      // Judged by certificateLoss, which can say more than that the handshake failed.
      rejectUnauthorized: false,
    });
    return await settled(tls, 'secureConnect', deadline, (error) =>
      lost(
        error ? 'tls' : 'timeout',
        error ? disagreement(error, domain) : 'The server did not go on with TLS.',
        error,
      ),
    );
  } catch (error) {
    socket.destroy();
    return lost('tls', 'The authority, the certificate or the key in the settings can not be read.', error);
  }
}

function settled<S extends Socket>(
  socket: S,
  event: 'connect' | 'secureConnect',
  deadline: number,
  explain: (
    error: Error | null,
  ) => { ok: false; loss: { is: 'network' | 'timeout' | 'tls'; why: string } } | Outcome<S>,
): Promise<Outcome<S>> {
  return new Promise((resolve) => {
    const end = (outcome: Outcome<S>) => {
      clearTimeout(timer);
      socket.off('close', closed);
      if (!outcome.ok) socket.destroy();
      resolve(outcome);
    };
    const closed = () => end(explain(new Error('closed by the server')));
    const timer = setTimeout(() => end(explain(null)), Math.max(0, deadline - Date.now()));
    // Stays for good: an error after this one must not end the process.
    socket.on('error', (error) => end(explain(error)));
    socket.once('close', closed);
    socket.once(event, () => end({ ok: true, value: socket }));
  });
}

/** OpenSSL's reasons for a handshake that failed. */
function disagreement({ code = '' }: NodeJS.ErrnoException, domain: string): string {
  if (code === 'ERR_SSL_TLSV1_UNRECOGNIZED_NAME') return `The server has no certificate for ${domain}.`;
  if (code === 'ERR_SSL_WRONG_VERSION_NUMBER' || code === 'ERR_SSL_PACKET_LENGTH_TOO_LONG')
    return 'What listens there does not begin with TLS. Perhaps it wants STARTTLS.';
  if (code === 'ERR_SSL_UNSUPPORTED_PROTOCOL' || code === 'ERR_SSL_TLSV1_ALERT_PROTOCOL_VERSION')
    return 'The server has no TLS 1.2 or newer.';
  if (code === 'ERR_SSL_NO_APPLICATION_PROTOCOL' || code === 'ERR_SSL_TLSV1_ALERT_NO_APPLICATION_PROTOCOL')
    return 'What listens there speaks TLS, and not XMPP.';
  return 'The server and the portal could not agree on TLS.';
}

function inWords(error: NodeJS.ErrnoException): string {
  const words: Record<string, string> = {
    ECONNREFUSED: 'nothing listens there.',
    ENOTFOUND: 'there is no such host.',
    EAI_AGAIN: 'DNS did not answer.',
    EHOSTUNREACH: 'there is no way to that host.',
    ENETUNREACH: 'there is no way to that network.',
    ETIMEDOUT: 'no answer.',
    ECONNRESET: 'the server hung up.',
  };
  return words[error.code ?? ''] ?? 'the connection could not be opened.';
}
