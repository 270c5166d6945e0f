const firstMs = 500;
const longestMs = 60_000;

/**
 * Milliseconds before try number `attempt` (0 is the first after a loss): doubling to a minute, and anywhere between half of
 * that and all of it, so that many portals don't return at once. `random` is in [0, 1).
 */
export function delayMs(attempt: number, random: number): number {
  const full = Math.min(longestMs, firstMs * 2 ** Math.min(attempt, 20));
  return Math.round(full / 2 + (full / 2) * random);
}

/** A wrong password isn't tried again every second: servers lock accounts and addresses for that. */
export const accountDelayMs = 60_000;
