import type { ChartLook, NumberMake, Panel, PanelOf, SeriesPart, StateKind } from '#lib/domain/board.ts';

/** What is typed into the form of a panel: everything that any kind needs, so that changing the kind loses nothing. */
export type PanelDraft = {
  is: Panel['is'];
  title: string;
  width: number;
  parts: SeriesPart[];
  look: ChartLook;
  make: NumberMake;
  limits: { direction: 'above' | 'below'; warning: string; failing: string };
  kinds: StateKind[];
  stateTargets: string[];
  text: string;
  target: string;
  severity: string;
  rows: string;
};

const empty: PanelDraft = {
  ...{ is: 'chart', title: '', width: 1, parts: [], look: 'usual', make: 'sum' },
  limits: { direction: 'above', warning: '', failing: '' },
  ...{ kinds: ['server', 'device', 'own'], stateTargets: [], text: '', target: '', severity: '', rows: '10' },
};

export function newPanel(panel: Panel | null): PanelDraft {
  if (!panel) return empty;
  const { is, title, width } = panel;
  return { ...empty, is, title, width, ...partsOf(panel) };
}

function partsOf(panel: Panel): Partial<PanelDraft> {
  switch (panel.is) {
    case 'chart':
      return { parts: panel.parts, look: panel.look };
    case 'number':
      return { parts: panel.parts, make: panel.make, limits: limitTexts(panel) };
    case 'states':
      return { kinds: panel.kinds, stateTargets: panel.targets };
    case 'events':
      return { target: panel.target ?? '', severity: panel.severity ?? '', rows: String(panel.rows) };
    case 'note':
      return { text: panel.text };
  }
}

/** The first thing that keeps it from being a panel; null: it is one. The server looks again. */
export function problemOf(draft: PanelDraft): { field: string; why: string } | null {
  const { is, parts, kinds, rows, limits } = draft;
  if ((is === 'chart' || is === 'number') && parts.length === 0)
    return { field: 'series', why: 'Choose at least one series.' };
  if (is === 'states' && kinds.length === 0) return { field: 'kinds', why: 'Choose what it lists.' };
  if (is === 'events' && !(Number.isInteger(Number(rows)) && Number(rows) >= 3 && Number(rows) <= 50))
    return { field: 'rows', why: 'A list has 3 to 50 rows.' };
  if (is !== 'number') return null;
  const [warning, failing] = [numberOf(limits.warning), numberOf(limits.failing)];
  if (Number.isNaN(warning) || Number.isNaN(failing)) return { field: 'limits', why: 'A limit is a number, or empty.' };
  if (warning === null || failing === null) return null;
  const inOrder = limits.direction === 'above' ? warning <= failing : warning >= failing;
  return inOrder ? null : { field: 'limits', why: 'Failing lies beyond warning.' };
}

export function panelOf(draft: PanelDraft, id: string): Panel {
  const { is, title, width, parts } = draft;
  const place = { id, title: title.trim(), width };
  switch (is) {
    case 'chart':
      return { is, ...place, parts, look: draft.look };
    case 'number':
      return { is, ...place, parts, make: draft.make, thresholds: thresholdsOf(draft.limits) };
    case 'states':
      return { is, ...place, kinds: draft.kinds, targets: draft.stateTargets };
    case 'events':
      return {
        ...{ is, ...place, target: draft.target || null, rows: Number(draft.rows) },
        severity: (draft.severity || null) as PanelOf<'events'>['severity'],
      };
    case 'note':
      return { is, ...place, text: draft.text };
  }
}

function thresholdsOf({ direction, ...limits }: PanelDraft['limits']): PanelOf<'number'>['thresholds'] {
  const [warning, failing] = [numberOf(limits.warning), numberOf(limits.failing)];
  return warning === null && failing === null ? null : { direction, warning, failing };
}

function limitTexts({ thresholds }: PanelOf<'number'>): PanelDraft['limits'] {
  const text = (limit: number | null | undefined) => (limit === null || limit === undefined ? '' : String(limit));
  return {
    direction: thresholds?.direction ?? 'above',
    warning: text(thresholds?.warning),
    failing: text(thresholds?.failing),
  };
}

/** null: nothing was typed. */
function numberOf(text: string): number | null {
  return text.trim() === '' ? null : Number(text.trim().replace(',', '.'));
}
