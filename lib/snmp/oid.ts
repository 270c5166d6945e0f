/** Object identifiers as dotted decimals, compared by number and not by text (RFC 2578, 3.5: at most 128 arcs of 32 bits). */
export function isOid(text: string): boolean {
  const arcs = text.split('.');
  return (
    text.length <= 1400 &&
    arcs.length >= 2 &&
    arcs.length <= 128 &&
    arcs.every((arc) => /^(0|[1-9]\d{0,9})$/.test(arc) && Number(arc) <= 4_294_967_295)
  );
}

/** Negative: `a` stands before `b`. */
export function compareOids(a: string, b: string): number {
  const [left, right] = [a.split('.'), b.split('.')];
  for (let at = 0; at < Math.min(left.length, right.length); at++) {
    const difference = Number(left[at]) - Number(right[at]);
    if (difference !== 0) return difference;
  }
  return left.length - right.length;
}

export function isBelow(oid: string, root: string): boolean {
  return oid.startsWith(`${root}.`);
}

/** What of `oid` stands behind `root`: the index of a cell behind its column. */
export function indexBehind(oid: string, root: string): string {
  return oid.slice(root.length + 1);
}
