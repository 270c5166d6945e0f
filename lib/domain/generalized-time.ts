/** GeneralizedTime (RFC 4517, 3.3.13) to a Date; null for anything else, so that a strange value shows as unknown. */
export function parseGeneralizedTime(text: string): Date | null {
  const match = /^(\d{4})(\d\d)(\d\d)(\d\d)(\d\d)?(\d\d)?(?:[.,](\d+))?Z$/.exec(text);
  if (!match) return null;
  const [, year, month, day, hour, minute = '00', second = '00', fraction = '0'] = match;
  const milliseconds = Math.floor(Number(`0.${fraction}`) * 1000);
  const date = new Date(
    Date.UTC(Number(year), Number(month) - 1, Number(day), Number(hour), Number(minute), Number(second), milliseconds),
  );
  return Number.isNaN(date.getTime()) ? null : date;
}

/** `20261121005033Z` */
export function generalizedTime(date: Date): string {
  return `${date.toISOString().replace(/[-:T]/g, '').slice(0, 14)}Z`;
}
