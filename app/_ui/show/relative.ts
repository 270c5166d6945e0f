const minute = 60;
const hour = 60 * minute;
const day = 24 * hour;

const steps: [limitSeconds: number, unitSeconds: number, unit: string][] = [
  [45, 1, 's'],
  [45 * minute, minute, 'min'],
  [22 * hour, hour, 'h'],
  [45 * day, day, 'd'],
  [320 * day, 30.44 * day, 'mo'],
  [Number.POSITIVE_INFINITY, 365.25 * day, 'y'],
];

/** Milliseconds since 1970, both: "just now", "3 min ago", "in 2 d". */
export function relativeTime(time: number, now: number): string {
  const seconds = (time - now) / 1000;
  const span = Math.abs(seconds);
  if (span < 10) return 'just now';
  const text = timeSpan(span);
  return seconds < 0 ? `${text} ago` : `in ${text}`;
}

/** A length of time in seconds in its largest fitting unit: "12 s", "3 min". */
export function timeSpan(seconds: number): string {
  const step = steps.find(([limit]) => seconds < limit) ?? steps[0];
  const [, unitSeconds, unit] = step as [number, number, string];
  return `${Math.max(1, Math.round(seconds / unitSeconds))} ${unit}`;
}
