import { z } from 'zod';

const minute = 60;
const hour = 60 * minute;
const day = 24 * hour;
export const longestSeconds = 3 * 366 * day;
export const shortestSeconds = minute;

/** Either the last so many seconds, or from one moment to another; then `to` may lie ahead, but not before `from`. */
export const rangeInput = z
  .object({
    last: z.int().min(shortestSeconds).max(longestSeconds).optional(),
    from: z.iso.datetime({ offset: true }).optional(),
    to: z.iso.datetime({ offset: true }).optional(),
  })
  .refine(({ last, from, to }) => (last !== undefined) !== (from !== undefined && to !== undefined), {
    error: 'A range is either the last so many seconds, or from one moment to another.',
  })
  .refine(({ from, to }) => from === undefined || to === undefined || longEnough(from, to), {
    error: 'A range ends at least a minute after it begins, and within three years.',
  });

export type RangeInput = z.infer<typeof rangeInput>;

function longEnough(from: string, to: string): boolean {
  const seconds = (Date.parse(to) - Date.parse(from)) / 1000;
  return seconds >= shortestSeconds && seconds <= longestSeconds;
}

export function momentsOf({ last, from, to }: RangeInput, now = new Date()): { from: Date; to: Date } {
  if (last !== undefined) return { from: new Date(now.getTime() - last * 1000), to: now };
  return { from: new Date(from as string), to: new Date(to as string) };
}
