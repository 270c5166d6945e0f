'use client';

import { CommandPalette, type PaletteGroup } from '#app/_ui/overlay/command-palette.tsx';
import type { SearchHit } from '#lib/services/search/search.ts';
import { EntryIcon } from './entry-icon.tsx';
import { NavIcon } from './nav-icon.tsx';

type Place = { href: string; label: string; icon: string };

const headings = { person: 'People', group: 'Groups', role: 'Roles', realm: 'Realms' } as const;

/** Ctrl/Cmd-K: people, groups, roles and realms that the person may see, and the pages that are theirs. */
export function Search({ places }: { places: Place[] }) {
  const pages = places.map(({ href, label, icon }) => ({ id: href, label, href, icon: <NavIcon name={icon} /> }));
  return <CommandPalette pages={pages} search={search} placeholder="Search people, groups, realms, pages" />;
}

async function search(text: string, signal: AbortSignal): Promise<PaletteGroup[]> {
  const response = await fetch(`/api/search?${new URLSearchParams({ q: text })}`, { signal });
  if (!response.ok) throw new Error('the search did not answer');
  const hits = (await response.json()) as SearchHit[];
  const kinds = Object.keys(headings) as (keyof typeof headings)[];
  return kinds.flatMap((kind) => {
    const items = hits.filter((hit) => hit.kind === kind).map(({ id, name, detail, href }) => ({ id, label: name, hint: detail, href, icon: <EntryIcon kind={kind} /> }));
    return items.length > 0 ? [{ heading: headings[kind], items }] : [];
  });
}
