import type { FederationRow } from './server-federation.ts';
import type { RouteRow } from './server-routes.ts';

/** The filters of these lists, one for the page and for its export. */
export function matchesFederation(row: FederationRow, q: string): boolean {
  const { local, remote, direction, state, node, address, tls, cipher, authentication, certificateSubject } = row;
  return holds(q, [local, remote, direction, state, node, address, tls, cipher, authentication, certificateSubject]);
}

export function matchesRoute({ domain, kind, target, node }: RouteRow, q: string): boolean {
  return holds(q, [domain, kind, target, node]);
}

/** Every word of the question stands somewhere in the row. */
function holds(q: string, texts: readonly (string | null)[]): boolean {
  const text = texts.join(' ').toLowerCase();
  return q
    .toLowerCase()
    .split(/\s+/)
    .every((word) => text.includes(word));
}
