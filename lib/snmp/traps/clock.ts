/** What is known of the clock of an engine that speaks to us: its last message that was believed, and when it came. */
export type EngineClock = { boots: number; time: number; at: Date };
type Moment = Pick<EngineClock, 'boots' | 'time'>;

export const windowSeconds = 150;
/** An engine whose counter of starts is full says nothing more that could be believed. */
export const lastBoots = 2 ** 31 - 1;

/**
 * RFC 3414, 3.2 (7) b, for an engine that is authoritative: the sender of a trap. Whatever is later than everything that was
 * believed so far is in time; what is earlier may be late by 150 s at most, since before this start of the engine never.
 */
export function isInTime(known: EngineClock | null, { boots, time }: Moment, now: Date): boolean {
  if (boots >= lastBoots) return false;
  if (!known || isLater({ boots, time }, known)) return true;
  const passed = Math.max(0, (now.getTime() - known.at.getTime()) / 1000);
  return boots === known.boots && time >= known.time + passed - windowSeconds;
}

/** RFC 3414, 3.2 (7) a, for our own engine: what is sent to it. */
export function isInOwnTime(own: Moment, { boots, time }: Moment): boolean {
  return own.boots < lastBoots && boots === own.boots && Math.abs(time - own.time) <= windowSeconds;
}

export function isLater(one: Moment, other: Moment): boolean {
  return one.boots > other.boots || (one.boots === other.boots && one.time > other.time);
}
