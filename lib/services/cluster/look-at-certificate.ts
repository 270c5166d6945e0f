import { X509Certificate } from 'node:crypto';
import { isIP, type Socket } from 'node:net';
import { Duplex } from 'node:stream';
import { connect, type TLSSocket } from 'node:tls';
import type { CertificateLook } from '../../domain/cluster-doctor.ts';
import type { Result } from '../../domain/failure.ts';
import { sentCertificates } from '../../domain/sent-certificates.ts';

const mostSpied = 128 * 1024;

export type Seen = Pick<
  Extract<CertificateLook, { seen: true }>,
  'subject' | 'names' | 'validFrom' | 'validTo' | 'chain' | 'refusedFor' | 'lacks'
>;
type Wanted = { names: readonly string[]; ca: string; deadline: number };

/**
 * The certificate that is shown on a socket on which TLS begins next. Nothing is judged here and nothing else is said there.
 * TLS 1.2 is asked for first, because only there one sees in which order a chain was sent; a server that has only newer ones
 * is asked again. The sockets are closed.
 */
export async function lookAtCertificate(
  open: () => Promise<Result<Socket>>,
  wanted: Wanted,
): Promise<Seen | { why: string }> {
  const first = await open();
  if (!first.ok) return { why: first.failure.why };
  const older = await lookOn(first.value, wanted, 'TLSv1.2');
  if (!('why' in older) || !older.disagreed) return older;
  const second = await open();
  return second.ok ? lookOn(second.value, wanted, 'TLSv1.3') : { why: second.failure.why };
}

type Unseen = { why: string; disagreed: boolean };

function lookOn(
  socket: Socket,
  { names, ca, deadline }: Wanted,
  maxVersion: 'TLSv1.2' | 'TLSv1.3',
): Promise<Seen | Unseen> {
  const spy = new Spy(socket);
  const [name = ''] = names;
  return new Promise((resolve) => {
    let tls: TLSSocket | null = null;
    const end = (answer: Seen | Unseen) => {
      clearTimeout(timer);
      (tls ?? socket).destroy();
      resolve(answer);
    };
    const unseen = (why: string, disagreed = false) => end({ why, disagreed });
    const timer = setTimeout(() => unseen('no answer in time'), Math.max(0, deadline - Date.now()));
    try {
      tls = connect({
        socket: spy,
        servername: isIP(name) ? undefined : name,
        ca: ca || undefined,
        maxVersion,
        rejectUnauthorized: false,
        // Names are compared by ourselves, so that they hide no other fault.
        checkServerIdentity: () => undefined,
      });
    } catch {
      return unseen('the authority in the settings can’t be read');
    }
    const open = tls;
    open.on('error', ({ message }) => unseen(`TLS could not be agreed on (${message.slice(0, 120)})`, true));
    open.once('close', () => unseen('the server hung up', true));
    open.once('secureConnect', () => {
      const seen = seenOn(open, spy.heard(), names);
      if (seen) end(seen);
      else unseen('the server showed no certificate');
    });
  });
}

function seenOn(tls: TLSSocket, heard: Buffer, names: readonly string[]): Seen | null {
  const leaf = tls.getPeerX509Certificate();
  if (!leaf) return null;
  return {
    subject: oneLine(leaf.subject),
    names: (leaf.subjectAltName ?? '').replaceAll('DNS:', '').replaceAll('IP Address:', ''),
    validFrom: new Date(leaf.validFrom),
    validTo: new Date(leaf.validTo),
    chain: chainIn(heard),
    lacks: names.filter((name) => !(isIP(name) ? leaf.checkIP(name) : leaf.checkHost(name))),
    refusedFor: tls.authorized ? null : reasonOf(String(tls.authorizationError)),
  };
}

function chainIn(heard: Buffer): Seen['chain'] {
  try {
    const sent = sentCertificates(heard)
      ?.slice(0, 20)
      .map((der) => new X509Certificate(der));
    return sent?.map(({ subject, issuer }) => ({ subject: oneLine(subject), issuer: oneLine(issuer) })) ?? null;
  } catch {
    return null;
  }
}

function oneLine(name: string | undefined): string {
  return (name ?? '').split('\n').reverse().join(', ');
}

/** null for what the doctor says by dates. */
function reasonOf(code: string): string | null {
  if (code === 'CERT_HAS_EXPIRED' || code === 'CERT_NOT_YET_VALID') return null;
  const reasons: Record<string, string> = {
    DEPTH_ZERO_SELF_SIGNED_CERT: 'it vouches for itself, and the settings name no authority that does',
    SELF_SIGNED_CERT_IN_CHAIN: 'its authority is not among the trusted ones',
    UNABLE_TO_GET_ISSUER_CERT: 'its authority is not among the trusted ones',
    UNABLE_TO_GET_ISSUER_CERT_LOCALLY: 'its authority is not among the trusted ones',
    UNABLE_TO_VERIFY_LEAF_SIGNATURE: 'its authority is not among the trusted ones, or the chain isn’t sent whole',
    INVALID_PURPOSE: 'it is not meant for servers',
  };
  return reasons[code] ?? `it could not be verified (${code.slice(0, 80)})`;
}

/** Hands everything on both ways, and keeps the beginning of what came. */
class Spy extends Duplex {
  private readonly kept: Buffer[] = [];
  private keptBytes = 0;
  private readonly socket: Socket;

  constructor(socket: Socket) {
    super();
    this.socket = socket;
    socket.on('data', (chunk: Buffer) => {
      if (this.keptBytes < mostSpied) this.kept.push(chunk);
      this.keptBytes += chunk.length;
      if (!this.push(chunk)) socket.pause();
    });
    socket.on('end', () => this.push(null));
    socket.on('close', () => this.destroy());
    socket.on('error', (error) => this.destroy(error));
  }

  heard(): Buffer {
    return Buffer.concat(this.kept).subarray(0, mostSpied);
  }

  override _read(): void {
    this.socket.resume();
  }

  override _write(chunk: Buffer, _: BufferEncoding, done: (error?: Error | null) => void): void {
    this.socket.write(chunk, done);
  }

  override _final(done: () => void): void {
    this.socket.end(done);
  }

  override _destroy(error: Error | null, done: (error?: Error | null) => void): void {
    this.socket.destroy();
    done(error);
  }
}
