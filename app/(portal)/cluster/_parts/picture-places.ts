export type Point = { x: number; y: number };
export type Picture = { width: number; height: number; points: Point[] };

export const mostPictured = 12;
/** Room for a name below a member, and beside it for half of a long one. */
const side = 86;
const top = 24;
/** So that names have one size in every picture. */
const least = 370;
const bottom = 54;

/** Where each of so many members stands: one in the middle, two beside each other, more on an ellipse from the top on. null: none, or too many. */
export function pictureOf(count: number): Picture | null {
  if (count < 1 || count > mostPictured) return null;
  if (count === 1) return { width: least, height: top + bottom, points: [{ x: least / 2, y: top }] };
  if (count === 2) {
    return {
      width: least,
      height: top + bottom,
      points: [
        { x: side, y: top },
        { x: least - side, y: top },
      ],
    };
  }
  const radius = { x: 100 + count * 6, y: 50 + count * 14 };
  const points = Array.from({ length: count }, (_, index) => {
    const angle = (2 * Math.PI * index) / count - Math.PI / 2;
    return { x: round(side + radius.x * (1 + Math.cos(angle))), y: round(top + radius.y * (1 + Math.sin(angle))) };
  });
  return { width: 2 * (side + radius.x), height: top + bottom + 2 * radius.y, points };
}

/** Server and browser write the same digits. */
const round = (value: number) => Math.round(value * 10) / 10;
