/** How the figures of an axis are written: divided by so much, with `suffix` at the figure, under the caption. */
export type Scale = { divisor: number; suffix: string; caption: string; digits?: number };

/** Units that have symbols, and so prefixes; all others are words, and the prefix goes to the figure. */
const symbols: Readonly<Record<string, string>> = {
  octets: 'B',
  bytes: 'B',
  'octets/s': 'B/s',
  'bytes/s': 'B/s',
  bits: 'bit',
  'bits/s': 'bit/s',
  W: 'W',
  V: 'V',
  A: 'A',
  Hz: 'Hz',
};

const prefixes: [least: number, prefix: string][] = [
  [1e15, 'P'],
  [1e12, 'T'],
  [1e9, 'G'],
  [1e6, 'M'],
  [1e3, 'k'],
];

const spans: [least: number, divisor: number, caption: string][] = [
  [3 * 86_400, 86_400, 'days'],
  [3 * 3_600, 3_600, 'h'],
  [180, 60, 'min'],
  [1, 1, 's'],
  [1e-3, 1e-3, 'ms'],
  [0, 1e-6, 'µs'],
];

/** For an axis whose largest figure is `most`. */
export function scaleOf(unit: string, most: number): Scale {
  const size = Math.abs(most);
  if (unit === 's') {
    const [, divisor, caption] = spans.find(([least]) => size >= least && size > 0) ?? [0, 1, 's'];
    return { divisor, suffix: '', caption };
  }
  if (unit === 'ms') return { ...scaleOf('s', most / 1000), divisor: scaleOf('s', most / 1000).divisor * 1000 };
  const symbol = symbols[unit];
  const [divisor, prefix] = prefixes.find(([least]) => size >= (symbol || least > 1e3 ? least : 1e4)) ?? [1, ''];
  if (symbol) return { divisor, suffix: '', caption: `${prefix}${symbol}` };
  return { divisor, suffix: prefix, caption: unit };
}

/** A figure of an axis whose steps are `step` apart: as many places as it takes to tell them apart, and no more. */
export function tickText(value: number, step: number, { divisor, suffix }: Scale): string {
  const places = placesOf(Math.abs(step / divisor));
  return `${(value / divisor).toLocaleString('en', { minimumFractionDigits: places, maximumFractionDigits: places })}${value === 0 ? '' : suffix}`;
}

/** 0.25 takes two, 0.5 one, 10 none. */
function placesOf(step: number): number {
  const whole = (places: number) => Math.abs(step * 10 ** places - Math.round(step * 10 ** places)) < 1e-6;
  const fitting = [0, 1, 2, 3, 4, 5].find((places) => whole(places) && step * 10 ** places >= 1);
  return fitting ?? (step >= 1 ? 0 : 6);
}

/** A value by itself, with its unit: "1.25 MB/s", "12.4k stanzas/s", "not known". */
export function valueText(value: number | null | undefined, unit: string): string {
  if (value === null || value === undefined || !Number.isFinite(value)) return 'not known';
  const { divisor, suffix, caption } = scaleOf(unit, value);
  const figure = (value / divisor).toLocaleString('en', { maximumSignificantDigits: figures(value / divisor) });
  if (caption === '%') return `${figure}%`;
  const word = figure === '1' && !symbols[unit] && suffix === '' ? one(caption) : caption;
  return [`${figure}${suffix}`, word].filter(Boolean).join('\u00a0');
}

/** "1 session"; what is a rate or a symbol stays as it is. */
function one(words: string): string {
  return /^[a-z]{3,}s$/.test(words) ? words.slice(0, -1) : words;
}

/** Whole figures stay whole: nobody wants 1,230 for 1,234 sessions. */
function figures(value: number): number {
  return Math.max(3, Math.floor(Math.log10(Math.max(1, Math.abs(value)))) + 1);
}
