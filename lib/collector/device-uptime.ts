/** sysUpTime goes round after 2^32 hundredths of a second: 497 days (RFC 3418). */
const wrapMs = 2 ** 32 * 10;
/** Clocks of devices drift and answers take their time: less is no restart. */
const slackMs = 30_000;

/** When the device started by its own word, and whether that is another start than the one that was known. */
export function restartOf(
  before: Date | null,
  upTicks: number | null,
  at: Date,
): { startedAt: Date | null; restarted: boolean } {
  if (upTicks === null) return { startedAt: before, restarted: false };
  const startedMs = at.getTime() - upTicks * 10;
  if (!before) return { startedAt: new Date(startedMs), restarted: false };
  const laterMs = startedMs - before.getTime();
  if (laterMs < slackMs) return { startedAt: before, restarted: false };
  // As much later as the counter holds, once or more: it went round, and the device runs since before.
  const rest = laterMs % wrapMs;
  const wentRound = laterMs >= wrapMs - slackMs && (rest < slackMs || rest > wrapMs - slackMs);
  return wentRound ? { startedAt: before, restarted: false } : { startedAt: new Date(startedMs), restarted: true };
}
