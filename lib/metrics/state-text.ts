import type { SeriesState } from './consolidate.ts';

/**
 * A state as hexadecimal text: the raw value as 64 bits behind a byte that says whether there is one, then float64 numbers: time, area,
 * unknown time, and four for each coarser archive. Decimal numbers would take half of the time that a batch takes.
 */
const headBytes = 9 + 3 * 8;

export function stateText({ atMs, raw, area, unknownMs, coarser }: SeriesState): string {
  const bytes = scratch.subarray(0, headBytes + coarser.length * 32);
  bytes[0] = raw === null ? 0 : raw < 0n ? 2 : 1;
  bytes.writeBigUInt64LE(raw === null ? 0n : BigInt.asUintN(64, raw), 1);
  bytes.writeDoubleLE(atMs, 9);
  bytes.writeDoubleLE(area, 17);
  bytes.writeDoubleLE(unknownMs, 25);
  let at = headBytes;
  for (const { known, sum, min, max } of coarser) {
    bytes.writeDoubleLE(known, at);
    bytes.writeDoubleLE(sum, at + 8);
    bytes.writeDoubleLE(min, at + 16);
    bytes.writeDoubleLE(max, at + 24);
    at += 32;
  }
  return bytes.toString('hex');
}

const scratch = Buffer.alloc(headBytes + 8 * 32);

/** null when it isn't such a text for so many coarser archives. */
export function parseState(text: string, coarserCount: number): SeriesState | null {
  const bytes = Buffer.from(text, 'hex');
  const sign = bytes[0];
  if (text.length !== bytes.length * 2 || bytes.length !== headBytes + coarserCount * 32) return null;
  if (sign === undefined || sign > 2) return null;
  const magnitude = bytes.readBigUInt64LE(1);
  const double = (at: number) => bytes.readDoubleLE(at);
  return {
    raw: sign === 0 ? null : sign === 1 ? magnitude : BigInt.asIntN(64, magnitude),
    atMs: double(9),
    area: double(17),
    unknownMs: double(25),
    coarser: Array.from({ length: coarserCount }, (_, number) => {
      const at = headBytes + number * 32;
      return { known: double(at), sum: double(at + 8), min: double(at + 16), max: double(at + 24) };
    }),
  };
}
