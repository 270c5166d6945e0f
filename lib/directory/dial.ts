import { readFileSync } from 'node:fs';
import { connect as connectTcp, isIP, type Socket } from 'node:net';
import { connect as connectTls } from 'node:tls';
import { decodeAnswer, tags } from './answer.ts';
import { Framing } from './framing.ts';
import { lost, type Outcome } from './loss.ts';

export type DialSettings = { url: string; startTls: boolean; caFile?: string; connectTimeoutMs: number };

/** StartTLS (RFC 4511, 4.14) as message 1: an ExtendedRequest with nothing but its OID, 1.3.6.1.4.1.1466.20037. */
const startTlsRequest = Buffer.concat([
  Buffer.from('301d02010177188016', 'hex'),
  Buffer.from('1.3.6.1.4.1.1466.20037'),
]);

/** A socket on which LDAP can be spoken, encrypted when the settings say so. Takes at most `connectTimeoutMs`, and never beyond `deadline` (ms). */
export async function dial(settings: DialSettings, deadline: number): Promise<Outcome<Socket>> {
  const limit = Math.min(deadline, Date.now() + settings.connectTimeoutMs);
  const url = new URL(settings.url);
  const secure = url.protocol === 'ldaps:';
  const host = url.hostname.replace(/^\[|\]$/g, '') || 'localhost';
  const port = Number(url.port) || (secure ? 636 : 389);
  const ca = readCa(settings.caFile);
  if (!ca.ok) return ca;
  const tls = { ca: ca.value, servername: isIP(host) ? undefined : host, host };
  if (secure) return settled(connectTls({ ...tls, port }), 'secureConnect', limit);
  const plain = await settled(connectTcp({ host, port }), 'connect', limit);
  if (!plain.ok || !settings.startTls) return plain;
  const agreed = await askForTls(plain.value, limit);
  if (!agreed.ok) return agreed;
  return settled(connectTls({ ...tls, socket: plain.value }), 'secureConnect', limit);
}

function readCa(file: string | undefined): Outcome<Buffer | undefined> {
  try {
    return { ok: true, value: file ? readFileSync(file) : undefined };
  } catch (error) {
    return lost('away', `LDAP_CA_FILE can't be read: ${String(error)}`);
  }
}

function settled(socket: Socket, event: 'connect' | 'secureConnect', limit: number): Promise<Outcome<Socket>> {
  return new Promise((resolve) => {
    const end = (outcome: Outcome<Socket>) => {
      clearTimeout(timer);
      socket.off('close', closed);
      if (!outcome.ok) socket.destroy();
      resolve(outcome);
    };
    const closed = () => end(lost('away', 'closed while connecting'));
    const timer = setTimeout(() => end(lost('timeout', 'no connection in time')), Math.max(0, limit - Date.now()));
    socket.once('error', (error) => end(lost('away', error.message)));
    // An error after this one must not end the process: whoever uses the socket listens to 'close'.
    socket.on('error', () => {});
    socket.once('close', closed);
    socket.once(event, () => {
      socket.setNoDelay(true).setKeepAlive(true, 30_000);
      end({ ok: true, value: socket });
    });
  });
}

function askForTls(socket: Socket, limit: number): Promise<Outcome<void>> {
  return new Promise((resolve) => {
    const framing = new Framing();
    const end = (outcome: Outcome<void>) => {
      clearTimeout(timer);
      socket.off('data', read).off('close', closed).pause();
      if (!outcome.ok) socket.destroy();
      resolve(outcome);
    };
    const closed = () => end(lost('away', 'closed during StartTLS'));
    const read = (chunk: Buffer) => {
      const messages = framing.push(chunk);
      if (messages?.length === 0) return;
      const answer = messages?.length === 1 && decodeAnswer(messages[0] as Buffer);
      const agreed =
        answer && answer.is === 'done' && answer.id === 1 && answer.tag === tags.extended && answer.result.code === 0;
      // Bytes that came before encryption began must not count as if they had come after it.
      end(agreed && framing.isEmpty ? { ok: true, value: undefined } : lost('away', 'StartTLS was not agreed to'));
    };
    const timer = setTimeout(
      () => end(lost('timeout', 'no answer to StartTLS in time')),
      Math.max(0, limit - Date.now()),
    );
    socket.on('data', read);
    socket.once('close', closed);
    socket.write(startTlsRequest);
  });
}
