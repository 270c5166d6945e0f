'use client';

import { CommandPalette, type PaletteGroup, type PaletteItem } from '#app/_ui/overlay/command-palette.tsx';
import { EntryIcon } from './entry-icon.tsx';
import { findBoards } from './find-boards.ts';
import { findEntries, type SearchHit } from './find-entries.ts';
import { NavIcon } from './nav-icon.tsx';

type Place = { href: string; label: string; icon: string; keywords?: string[] };

const headings = { person: 'People', group: 'Groups', role: 'Roles', realm: 'Realms' } as const;
const kinds = Object.keys(headings) as (keyof typeof headings)[];
const mostOfEach = 6;

/**
 * Ctrl/Cmd-K: people, groups, roles and realms that the person may see, boards for who has any, the pages that are theirs, and
 * what they can begin there.
 */
export function Search({ places, commands }: { places: Place[]; commands: Place[] }) {
  const pages = [...places, ...commands].map(({ href, label, icon, keywords }) => ({
    id: href,
    label,
    href,
    keywords,
    icon: <NavIcon name={icon} />,
  }));
  const withBoards = places.some(({ href }) => href === '/boards');
  const search = async (text: string, signal: AbortSignal) => {
    const [entries, boards] = await Promise.all([
      searchEntries(text, signal),
      withBoards ? searchBoards(text, signal) : [],
    ]);
    return [...entries, ...boards];
  };
  return <CommandPalette pages={pages} search={search} placeholder="Search people, groups, realms, pages" />;
}

async function searchBoards(text: string, signal: AbortSignal): Promise<PaletteGroup[]> {
  const boards = await findBoards(text, signal);
  const items = boards.slice(0, mostOfEach).map(({ id, name, mine, owner }) => ({
    ...{ id, label: name, hint: mine ? 'Yours' : owner, href: `/boards/${id}` },
    icon: <NavIcon name="boards" />,
  }));
  return items.length > 0 ? [{ heading: 'Boards', items }] : [];
}

async function searchEntries(text: string, signal: AbortSignal): Promise<PaletteGroup[]> {
  const { hits, problem } = await findEntries(text, kinds, mostOfEach, signal);
  if (problem) throw new Error(problem);
  return kinds.flatMap((kind) => {
    const items = hits.filter((hit) => hit.kind === kind).map(itemOf);
    return items.length > 0 ? [{ heading: headings[kind], items }] : [];
  });
}

function itemOf(hit: SearchHit): PaletteItem {
  return {
    id: hit.id,
    label: hit.name,
    hint: hit.detail,
    href: hit.href,
    icon: <EntryIcon kind={hit.kind} name={hit.name} />,
  };
}
