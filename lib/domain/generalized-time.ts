const form = /^(\d{4})(\d\d)(\d\d)(\d\d)(?:(\d\d)(\d\d)?)?(?:[.,](\d+))?Z$/;

/**
 * GeneralizedTime (RFC 4517, 3.3.13) in UTC to a Date; null for anything else, so that a strange value shows as unknown.
 * A fraction belongs to the last unit that is written: `2026112100.5Z` is half past midnight.
 */
export function parseGeneralizedTime(text: string): Date | null {
  const match = form.exec(text);
  if (!match) return null;
  const [year, month, day, hour, minute = 0, second = 0] = match
    .slice(1, 7)
    .map((part) => part && Number(part)) as number[];
  const unitMs = match[6] ? 1000 : match[5] ? 60_000 : 3_600_000;
  const date = new Date(0);
  // Not Date.UTC, which takes the years 0 to 99 for 1900 to 1999: `000001010000Z` is how ppolicy says "locked for ever".
  date.setUTCFullYear(year as number, (month as number) - 1, day);
  date.setUTCHours(hour as number, minute, Math.min(second, 59));
  const fits = date.getUTCMonth() === (month as number) - 1 && date.getUTCDate() === day && date.getUTCHours() === hour;
  if (!fits || minute > 59 || second > 60) return null;
  return new Date(date.getTime() + Math.floor(Number(`0.${match[7] ?? 0}`) * unitMs));
}

/** `20261121005033Z` */
export function generalizedTime(date: Date): string {
  return `${date.toISOString().replace(/[-:T]/g, '').slice(0, 14)}Z`;
}
