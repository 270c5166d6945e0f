/** `above`: its words stand over it, out of the way of the lines below. */
export type Point = { x: number; y: number; above: boolean };
export type Picture = { width: number; height: number; points: Point[] };

export const mostPictured = 12;
/** Beside a member: half of a long name. */
const side = 86;
/** Where no words are, and where they are. */
const bare = 24;
const words = 54;
/** So that names have one size in every picture. */
const least = 370;

/** Where each of so many members stands: one in the middle, two beside each other, more on an ellipse from the top on. null: none, or too many. */
export function pictureOf(count: number): Picture | null {
  if (count < 1 || count > mostPictured) return null;
  if (count <= 2) {
    const places = count === 1 ? [least / 2] : [side, least - side];
    return { width: least, height: bare + words, points: places.map((x) => ({ x, y: bare, above: false })) };
  }
  const radius = { x: 100 + count * 6, y: 50 + count * 14 };
  const around = Array.from({ length: count }, (_, index) => {
    const angle = (2 * Math.PI * index) / count - Math.PI / 2;
    return { x: round(side + radius.x * (1 + Math.cos(angle))), y: round(words + radius.y * (1 + Math.sin(angle))) };
  });
  const points = around.map(({ x, y }) => ({ x, y, above: y < words + radius.y }));
  const lowest = Math.max(...points.map(({ y }) => y));
  return { width: 2 * (side + radius.x), height: round(lowest + words), points };
}

/** Server and browser write the same digits. */
const round = (value: number) => Math.round(value * 10) / 10;
