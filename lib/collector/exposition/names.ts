import type { SeriesSpec } from '../../metrics/port.ts';

/** How a series is called for others, and what its values are multiplied by. */
export type MetricName = { name: string; type: 'gauge' | 'counter'; factor: number };

/** Base units, in the plural, as a suffix; shares from 0 to 1 (prometheus.io/docs/practices/naming). */
const baseUnits: Readonly<Record<string, { suffix: string; factor: number }>> = {
  ms: { suffix: 'seconds', factor: 0.001 },
  s: { suffix: 'seconds', factor: 1 },
  days: { suffix: 'seconds', factor: 86_400 },
  bytes: { suffix: 'bytes', factor: 1 },
  octets: { suffix: 'bytes', factor: 1 },
  '%': { suffix: 'ratio', factor: 0.01 },
};

/**
 * `xmpp.stanzas` (a counter) is `bailiwick_xmpp_stanzas_total`, `xmpp.ping` in ms is `bailiwick_xmpp_ping_seconds`, `if.octets`
 * is `bailiwick_if_bytes_total`. null: a count since the last reading, which means nothing to who reads at other times.
 */
export function metricName({ name, unit, kind }: Pick<SeriesSpec, 'name' | 'unit' | 'kind'>): MetricName | null {
  if (kind === 'absolute') return null;
  // The unit of a counter is that of its rate: what is told is the counter.
  const told = kind === 'gauge' ? unit : unit.replace(/\/s$/, '');
  const [amount = '', per] = told.split('/');
  const base = baseUnits[amount];
  const words = name
    .toLowerCase()
    .split(/[^a-z0-9]+/)
    .filter(Boolean);
  if (words[0] !== 'bailiwick') words.unshift('bailiwick');
  if (base && [amount, base.suffix].includes(words.at(-1) ?? '')) words.pop();
  if (base) words.push(base.suffix);
  if (per) words.push('per', per === 's' ? 'second' : per.replace(/\W/g, ''));
  const type = kind === 'counter' ? 'counter' : 'gauge';
  if (type === 'counter' && words.at(-1) !== 'total') words.push('total');
  return { name: words.join('_'), type, factor: base?.factor ?? 1 };
}

/** Those that mean something to Prometheus, or that every one of ours has. */
const taken = /^(?:__.*|target|le|quantile)$/;

/** `target`, and the labels of the series under names that can be names there. */
export function metricLabels({ target, labels }: Pick<SeriesSpec, 'target' | 'labels'>): Record<string, string> {
  const told: Record<string, string> = { target };
  for (const [label, value] of Object.entries(labels)) {
    let name = label.replace(/[^a-zA-Z0-9_]/g, '_').replace(/^(?=[0-9]|$)/, '_');
    if (taken.test(name)) name = `label_${name.replace(/^_+/, '')}`;
    while (Object.hasOwn(told, name)) name += '_';
    told[name] = value.toWellFormed();
  }
  return told;
}
