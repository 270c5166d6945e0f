const shape = /^(?:0|[1-9]\d{0,9})(?:\.(?:0|[1-9]\d{0,9})){1,127}$/;
const longArc = /\d{10}/;
const dot = '.'.charCodeAt(0);

/** Object identifiers as dotted decimals, compared by number and not by text (RFC 2578, 3.5: at most 128 arcs of 32 bits). */
export function isOid(text: string): boolean {
  if (text.length > 1400 || !shape.test(text)) return false;
  return !longArc.test(text) || text.split('.').every((arc) => Number(arc) <= 4_294_967_295);
}

/** Negative: `a` stands before `b`. Reads no further than where they differ: walks compare every OID that they meet. */
export function compareOids(a: string, b: string): number {
  let at = 0;
  while (at < a.length && a.charCodeAt(at) === b.charCodeAt(at)) at++;
  if (at >= a.length || at >= b.length) return a.length - b.length;
  // No arc begins with a zero: of two that differ the one with more digits is larger.
  const longer = endOfArc(a, at) - endOfArc(b, at);
  return longer !== 0 ? longer : a.charCodeAt(at) - b.charCodeAt(at);
}

function endOfArc(oid: string, from: number): number {
  let at = from;
  while (at < oid.length && oid.charCodeAt(at) !== dot) at++;
  return at;
}

export function isBelow(oid: string, root: string): boolean {
  return oid.length > root.length && oid.charCodeAt(root.length) === dot && oid.startsWith(root);
}

/** What of `oid` stands behind `root`: the index of a cell behind its column. */
export function indexBehind(oid: string, root: string): string {
  return oid.slice(root.length + 1);
}
