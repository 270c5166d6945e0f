import type { Panel, SeriesPart } from '#lib/domain/board.ts';
import { seriesTitle } from '#lib/services/metrics/series-words.ts';
import type { MetricTarget } from '#lib/services/metrics/targets.ts';

export type NameOf = (target: string | null) => string;

/** Names by target; one that is gone is called by its kind. */
export function nameReader(targets: readonly MetricTarget[]): NameOf {
  const names = new Map(targets.map(({ target, name }) => [target, name]));
  return (target) =>
    target === null ? 'every target' : (names.get(target) ?? `${target.split(':')[0]} that was removed`);
}

export const panelKinds = {
  chart: 'Chart',
  number: 'Number now',
  states: 'Up or away',
  events: 'What changed',
  note: 'Note',
} as const satisfies Record<Panel['is'], string>;

/** What somebody called it, else what it shows. */
export function panelTitle(panel: Panel, nameOf: NameOf): string {
  if (panel.title) return panel.title;
  return 'parts' in panel ? partsTitle(panel.parts, nameOf) : panelKinds[panel.is];
}

/** "Sessions · North"; several targets stand in the legend. */
function partsTitle(parts: readonly SeriesPart[], nameOf: NameOf): string {
  const titles = [...new Set(parts.map(({ name }) => seriesTitle(name)))];
  const targets = [...new Set(parts.map(({ target }) => target))];
  const [only] = targets;
  const of = targets.length === 1 && only !== undefined && only !== null ? nameOf(only) : '';
  const labels = parts.length === 1 ? Object.values(parts[0]?.labels ?? {}) : [];
  return [titles.join(', '), ...labels, of].filter(Boolean).join(' · ');
}

/** The same series on the Metrics page, over the same stretch of time; null where they are of several targets. */
export function metricsHref(parts: readonly SeriesPart[], params: URLSearchParams): string | null {
  const [target] = parts.map((part) => part.target);
  if (!target || parts.some((part) => part.target !== target)) return null;
  const query = new URLSearchParams({ target });
  for (const name of new Set(parts.map((part) => part.name))) query.append('name', name);
  for (const name of ['range', 'from', 'to']) {
    const value = params.get(name);
    if (value) query.set(name, value);
  }
  return `/metrics?${query}`;
}
