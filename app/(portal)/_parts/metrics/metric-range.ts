import type { Window } from '#app/_ui/chart/scales.ts';

const hour = 3_600;
const day = 24 * hour;

/** The ranges on offer; each ends now and moves on with the clock. */
export const presets = [
  { value: '15m', seconds: 900, label: 'Last 15 minutes' },
  { value: '1h', seconds: hour, label: 'Last hour' },
  { value: '6h', seconds: 6 * hour, label: 'Last 6 hours' },
  { value: '1d', seconds: day, label: 'Last day' },
  { value: '7d', seconds: 7 * day, label: 'Last 7 days' },
  { value: '30d', seconds: 30 * day, label: 'Last 30 days' },
  { value: '90d', seconds: 90 * day, label: 'Last 90 days' },
  { value: '1y', seconds: 365 * day, label: 'Last year' },
  { value: '3y', seconds: 3 * 365 * day, label: 'Last 3 years' },
] as const;

export type Preset = (typeof presets)[number];
/** `window`: a stretch that somebody chose; then `preset` is where they go back to. */
export type MetricRangeState = { preset: Preset; window: Window | null };

const usual = presets[1];
const shortest = 60;
const longest = 3 * 366 * day;

/** What makes no sense falls back to the last hour. */
export function parseRange(params: URLSearchParams): MetricRangeState {
  const preset = presets.find(({ value }) => value === params.get('range')) ?? usual;
  const from = Date.parse(params.get('from') ?? '') / 1000;
  const to = Date.parse(params.get('to') ?? '') / 1000;
  const window = to - from >= shortest && to - from <= longest ? { from, to } : null;
  return { preset, window };
}

/** Parameters of others stay. */
export function writeRange({ preset, window }: MetricRangeState, into: URLSearchParams): URLSearchParams {
  const params = new URLSearchParams(into);
  for (const name of ['range', 'from', 'to']) params.delete(name);
  if (preset.value !== usual.value) params.set('range', preset.value);
  if (window) {
    params.set('from', isoText(window.from));
    params.set('to', isoText(window.to));
  }
  return params;
}

/** The range as the charts' address asks for it. */
export function rangeQuery({ preset, window }: MetricRangeState): Record<string, string> {
  if (window) return { from: isoText(window.from), to: isoText(window.to) };
  return { last: String(preset.seconds) };
}

/** How often to look again: each sample while that can be seen, each minute in a long range, seldom at what is past. */
export function refreshSeconds({ preset, window }: MetricRangeState, everySeconds: number): number {
  if (window) return 300;
  return preset.seconds <= 6 * hour ? everySeconds : Math.max(60, everySeconds);
}

function isoText(seconds: number): string {
  return new Date(Math.round(seconds) * 1000).toISOString().replace('.000', '');
}
