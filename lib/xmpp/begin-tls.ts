import type { Socket } from 'node:net';
import { failed, ok, type Result } from '../domain/failure.ts';
import { locate, openTcp } from './dial.ts';
import type { Loss } from './loss.ts';
import type { ServerPlace } from './port.ts';
import { agreeOnTls } from './start-tls.ts';

/** Up to the moment at which TLS begins: TCP, and STARTTLS (RFC 6120, 5) where the place wants it. `deadline` in ms. */
export async function beginTls(place: ServerPlace, deadline: number): Promise<Result<Socket>> {
  const located = await locate({ ...place, ca: '', jid: '', password: '', mechanisms: [] });
  if (!located.ok) return away(located.loss);
  const [target] = located.value;
  if (!target) return failed({ kind: 'unavailable', why: `${place.domain} has no address.` });
  const tcp = await openTcp(target, deadline);
  if (!tcp.ok) return away(tcp.loss);
  if (place.tls === 'direct') return ok(tcp.value);
  const agreed = await agreeOnTls(tcp.value, place.domain, deadline);
  return agreed.ok ? ok(tcp.value) : away(agreed.loss);
}

function away({ why, cause }: Loss): Result<never> {
  return failed({ kind: 'unavailable', why, cause });
}
