import type { Condition } from '../domain/alert-rule.ts';
import type { Verdict } from './judge.ts';

/** A number with its unit, as a person reads it: four digits that count. */
export function valueText(value: number, unit: string): string {
  const rounded = Number.isInteger(value) ? value : Number(value.toPrecision(4));
  const text = rounded.toLocaleString('en-GB', { maximumFractionDigits: 6 });
  return unit === '' ? text : `${text} ${unit}`;
}

const steps = [
  [86_400, 'day'],
  [3_600, 'hour'],
  [60, 'minute'],
  [1, 'second'],
] as const;

/** "4 days", "90 seconds": the largest unit of which there are at least two, or exactly one. */
export function durationText(seconds: number): string {
  const whole = Math.round(seconds);
  const [size, word] = steps.find(([step]) => whole >= 2 * step || whole === step) ?? [1, 'second'];
  const count = Math.round(whole / size);
  return `${count} ${word}${count === 1 ? '' : 's'}`;
}

/** What has to hold, for the list of rules: "xmpp.sessions above 500 until 450". */
export function conditionText(condition: Condition): string {
  switch (condition.is) {
    case 'threshold':
      return `${nameOf(condition)} ${condition.direction} ${condition.limit}${until(condition)}`;
    case 'change':
      return `${nameOf(condition)} ${condition.direction === 'above' ? 'rises' : 'falls'} by more than ${Math.abs(condition.limit)} within ${durationText(condition.windowSeconds)}`;
    case 'forecast':
      return `${nameOf(condition)} reaches ${condition.limit} within ${durationText(condition.withinSeconds)}, going on as in the last ${durationText(condition.windowSeconds)}`;
    case 'absence':
      return `no samples of ${condition.series} for ${durationText(condition.seconds)}`;
    case 'state':
      return `${condition.kind} is ${condition.states.join(' or ')}`;
    case 'expected':
      return `no event ${condition.kind} for ${durationText(condition.withinSeconds)}`;
  }
}

type Told = { verdict: Verdict; unit: string; of: string; eventText?: string };

/** What is the matter, as a sentence without its target. */
export function findingText(condition: Condition, { verdict: { value }, unit, of, eventText }: Told): string {
  const now = value === null ? 'unknown' : valueText(value, unit);
  const place = of === '' ? '' : ` (${of})`;
  switch (condition.is) {
    case 'threshold':
      return `${nameOf(condition)}${place} is ${now}, ${condition.direction} ${valueText(condition.limit, unit)}.`;
    case 'change':
      return `${nameOf(condition)}${place} changed by ${now} within ${durationText(condition.windowSeconds)}.`;
    case 'forecast':
      return value === 0
        ? `${nameOf(condition)}${place} has reached ${condition.limit}.`
        : `${nameOf(condition)}${place} reaches ${condition.limit} in ${durationText(value ?? 0)} if it goes on like this.`;
    case 'absence':
      return `There are no samples of ${condition.series}${place} since ${durationText(value ?? 0)}.`;
    case 'state':
      return eventText ?? `${condition.kind}${place} is ${condition.states.join(' or ')}.`;
    case 'expected':
      return `The event ${condition.kind} did not come within ${durationText(condition.withinSeconds)}.`;
  }
}

function nameOf({ series, percentOf }: { series: string; percentOf: string | null }): string {
  return percentOf === null ? series : `${series} of ${percentOf}`;
}

function until({ limit, clear }: { limit: number; clear: number }): string {
  return clear === limit ? '' : ` until ${clear}`;
}
