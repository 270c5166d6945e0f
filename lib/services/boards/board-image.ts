import { createHash } from 'node:crypto';
import { isDeepStrictEqual } from 'node:util';
import type { Board, Panel, SeriesPart } from '../../domain/board.ts';
import type { Image } from '../audited-change.ts';

const longestText = 200;

/** What an audit row says of a board: a line for each panel. */
export function boardImage({ name, columns, panels }: Board): Image {
  return { name: [name], columns: [String(columns)], panels: panels.map(panelText) };
}

/** Only what differs. */
export function boardImages(before: Board, after: Board): { before: Image; after: Image } {
  const [was, is] = [boardImage(before), boardImage(after)];
  const changed = Object.keys(is).filter((key) => JSON.stringify(was[key]) !== JSON.stringify(is[key]));
  const only = (image: Image) => Object.fromEntries(changed.map((key) => [key, image[key] ?? []]));
  return { before: only(was), after: only(is) };
}

/** By all that it holds: an image leaves out the end of a long note. */
export function isSameBoard(one: Board, other: Board): boolean {
  return isDeepStrictEqual(one, other);
}

export function about(action: string, id: string, name: string) {
  return { action, kind: 'board' as const, id, dn: null, name, realm: null };
}

function panelText(panel: Panel): string {
  return `${panel.title || 'Untitled'} (${panel.is}, width ${panel.width}): ${contentText(panel)}`;
}

function contentText(panel: Panel): string {
  switch (panel.is) {
    case 'chart':
      return `${panel.parts.map(partText).join('; ')}; ${panel.look}`;
    case 'number':
      return `${panel.parts.map(partText).join('; ')}; ${panel.make}; ${JSON.stringify(panel.thresholds)}`;
    case 'states':
      return [...panel.kinds, ...panel.targets].join(', ');
    case 'note':
      return noteText(panel.text);
    case 'events':
      return `${panel.target ?? 'everything'}, ${panel.severity ?? 'every severity'}, ${panel.rows} rows`;
  }
}

/** Of a long one the beginning, and what tells it from others that begin like it. */
function noteText(text: string): string {
  if (text.length <= longestText) return text;
  const digest = createHash('sha256').update(text).digest('hex').slice(0, 16);
  return `${text.slice(0, longestText).toWellFormed()}… (${text.length} characters, SHA-256 ${digest}…)`;
}

export function partText({ target, name, labels }: SeriesPart): string {
  const told = Object.entries(labels).map(([label, value]) => `${label}=${value}`);
  return [`${name} of ${target ?? 'every target'}`, ...told].join(' ');
}
