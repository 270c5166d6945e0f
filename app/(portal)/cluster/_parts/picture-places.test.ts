import { expect, test } from 'vitest';
import { mostPictured, pictureOf } from './picture-places.ts';

test('every member stands within the picture, and none on another', () => {
  for (let count = 1; count <= mostPictured; count++) {
    const { width, height, points } = pictureOf(count) as NonNullable<ReturnType<typeof pictureOf>>;
    expect(points).toHaveLength(count);
    for (const { x, y, above } of points) {
      expect(x >= 80 && x <= width - 80, `${count}: ${x} of ${width}`).toBe(true);
      expect(y - (above ? 50 : 20)).toBeGreaterThanOrEqual(0);
      expect(y + (above ? 20 : 50)).toBeLessThanOrEqual(height);
    }
    const apart = points.flatMap((one, index) =>
      points.slice(index + 1).map((other) => Math.hypot(one.x - other.x, one.y - other.y)),
    );
    expect(Math.min(Number.POSITIVE_INFINITY, ...apart)).toBeGreaterThan(60);
  }
});

test('for none and for too many there is no picture', () => {
  expect([pictureOf(0), pictureOf(mostPictured + 1)]).toEqual([null, null]);
});
