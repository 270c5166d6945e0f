import { type Gauge, Registry } from '@prometheus-io/client';
import { seriesTitle } from '../../services/metrics/series-words.ts';
import type { Current } from './last-samples.ts';
import { metricLabels, metricName } from './names.ts';

export type Values = { labels: Readonly<Record<string, string>>; value: number }[];
export type Family = { name: string; type: 'gauge' | 'counter'; help: string; values: Values };

/** The series as families: all of one name together, each set of labels once. */
export function familiesOf(current: readonly Current[]): Family[] {
  const families = new Map<string, Family & { seen: Set<string> }>();
  for (const { series, value } of current) {
    const named = metricName(series);
    if (!named) continue;
    const { name, type, factor } = named;
    const help = `${seriesTitle(series.name)}: ${series.name}${series.unit ? `, kept in ${series.unit}` : ''}.`;
    const family = families.get(name) ?? { name, type, help, values: [], seen: new Set() };
    families.set(name, family);
    const labels = metricLabels(series);
    const identity = JSON.stringify(Object.entries(labels).sort());
    const number = Number(value) * factor;
    if (family.seen.has(identity) || !Number.isFinite(number)) continue;
    family.seen.add(identity);
    // Milliseconds as seconds without the noise of binary fractions.
    family.values.push({ labels, value: factor === 1 ? number : Number(number.toPrecision(15)) });
  }
  return [...families.values()].map(({ seen: _, ...family }) => family);
}

/** Prometheus' text format 0.0.4. */
export async function textOf(families: readonly Family[]): Promise<string> {
  const registry = new Registry(Registry.PROMETHEUS_CONTENT_TYPE);
  // What Registry.aggregate makes too: a metric that hands out its values. The library's own Gauge would keep each of them
  // under a text of its labels, which two different sets can share when a device makes them up.
  for (const family of families)
    registry.registerMetric({ ...family, get: async () => family } as unknown as Gauge<string>);
  return families.length === 0 ? '' : registry.metrics();
}

export const contentType: string = Registry.PROMETHEUS_CONTENT_TYPE;
