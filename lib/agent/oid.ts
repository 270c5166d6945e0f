/** An object identifier as its arcs, each of 32 bits, at most 128 (RFC 2578, 3.5). */
export type Oid = readonly number[];

const mostArcs = 128;

/** null for what isn't one. */
export function parseOid(text: string): Oid | null {
  const arcs = text.replace(/^\./, '').split('.');
  const isArc = (arc: string) => /^(0|[1-9]\d{0,9})$/.test(arc) && Number(arc) <= 0xffffffff;
  return arcs.length >= 2 && arcs.length <= mostArcs && arcs.every(isArc) ? arcs.map(Number) : null;
}

export function oidOf(text: string): Oid {
  const oid = parseOid(text);
  if (!oid) throw new Error(`not an OID: ${text}`);
  return oid;
}

/** Negative: `a` stands before `b`. By number, and what is shorter before what goes on. */
export function compareOids(a: Oid, b: Oid): number {
  const shared = Math.min(a.length, b.length);
  for (let at = 0; at < shared; at++) {
    const difference = (a[at] as number) - (b[at] as number);
    if (difference !== 0) return difference;
  }
  return a.length - b.length;
}

/** A text of variable length in an index: its length, then its octets (RFC 2578, 7.7). */
export function textIndex(text: string): Oid {
  const octets = Buffer.from(text);
  return [octets.length, ...octets];
}
