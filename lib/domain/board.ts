import type { z } from 'zod';
import type { boardInput, panelInput, partInput, thresholdsInput } from './board-input.ts';

/** What one board holds at most: that many charts stay quick to draw (docs/decisions/0028). */
export const mostPanels = 40;
export const mostParts = 8;
export const mostColumns = 3;
export const longestNote = 4_000;

/** How lines are made of series: `usual` as on the Metrics pages, stacked on each other, every series, one sum for each target. */
export const chartLooks = ['usual', 'stacked', 'each', 'total'] as const;
export const numberMakes = ['sum', 'highest', 'lowest'] as const;
export const stateKinds = ['server', 'device', 'cluster', 'own'] as const;
export const eventSeverities = ['info', 'warn', 'failing'] as const;

export type SeriesPart = z.infer<typeof partInput>;
export type Panel = z.infer<typeof panelInput>;
export type PanelOf<Is extends Panel['is']> = Extract<Panel, { is: Is }>;
export type Board = z.infer<typeof boardInput>;
export type Thresholds = z.infer<typeof thresholdsInput>;
export type ChartLook = (typeof chartLooks)[number];
export type NumberMake = (typeof numberMakes)[number];
export type StateKind = (typeof stateKinds)[number];

/** What a value is by the limits of its panel: at a limit is beyond it. Nothing is known of what isn't known. */
export function stateOf(value: number | null, limits: Thresholds | null): 'ok' | 'warning' | 'failing' | 'unknown' {
  if (value === null) return 'unknown';
  if (!limits) return 'ok';
  const beyond = (end: number | null) => end !== null && (limits.direction === 'above' ? value >= end : value <= end);
  return beyond(limits.failing) ? 'failing' : beyond(limits.warning) ? 'warning' : 'ok';
}

/** One place earlier (-1) or later (1); at the ends it stays. */
export function movedPanel(panels: readonly Panel[], id: string, by: -1 | 1): Panel[] {
  const at = panels.findIndex((panel) => panel.id === id);
  return placedPanel(panels, id, at + by);
}

/** To a place, counted from 0. */
export function placedPanel(panels: readonly Panel[], id: string, to: number): Panel[] {
  const panel = panels.find((one) => one.id === id);
  if (!panel || to < 0 || to >= panels.length) return [...panels];
  return panels.filter((one) => one !== panel).toSpliced(to, 0, panel);
}
