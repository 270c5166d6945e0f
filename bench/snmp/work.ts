/** What every manager has to do here: five columns of ten interfaces, fifty OIDs a device. */
export const columns = [
  '1.3.6.1.2.1.2.2.1.10',
  '1.3.6.1.2.1.2.2.1.14',
  '1.3.6.1.2.1.2.2.1.16',
  '1.3.6.1.2.1.2.2.1.20',
  '1.3.6.1.2.1.31.1.1.1.6',
] as const;
export const rows = 10;
export const oidsEach = columns.length * rows;
export const community = 'bench';
export const port = 16161;
/** Of a datagram, for all managers alike; one retry. */
export const timeoutMs = 2000;

export function addressOf(number: number): string {
  return `127.7.${Math.floor(number / 250)}.${1 + (number % 250)}`;
}
