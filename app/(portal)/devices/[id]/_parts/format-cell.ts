import type { Cell, Format } from '#lib/services/devices/reading.ts';

const binary = ['B', 'KiB', 'MiB', 'GiB', 'TiB', 'PiB'];
const decimal = ['bit/s', 'kbit/s', 'Mbit/s', 'Gbit/s', 'Tbit/s'];

/** "–" for what isn't known: never zero. */
export function formatCell(value: Cell, format: Format): string {
  if (value === null || value === '') return '–';
  if (typeof value === 'string') return value;
  switch (format) {
    case 'octets':
      return scaled(value, 1024, binary);
    case 'bits/s':
      return scaled(value, 1000, decimal);
    case '%':
      return `${value.toLocaleString('en', { maximumFractionDigits: 1 })} %`;
    case 'seconds':
      return durationOf(value);
    default:
      return value.toLocaleString('en', { maximumFractionDigits: 2 });
  }
}

function scaled(value: number, base: number, units: readonly string[]): string {
  let [left, at] = [value, 0];
  while (left >= base && at < units.length - 1) {
    left /= base;
    at++;
  }
  return `${left.toLocaleString('en', { maximumFractionDigits: left < 10 ? 1 : 0 })} ${units[at]}`;
}

function durationOf(seconds: number): string {
  const [days, hours] = [Math.floor(seconds / 86_400), Math.floor(seconds / 3600) % 24];
  const minutes = Math.floor(seconds / 60) % 60;
  if (days > 0) return `${days} d ${hours} h`;
  return hours > 0 ? `${hours} h ${minutes} min` : `${minutes} min ${seconds % 60} s`;
}
