'use client';

import { Command } from 'cmdk';
import { CornerDownLeft, Search } from 'lucide-react';
import { useRouter } from 'next/navigation';
import { Dialog as Radix } from 'radix-ui';
import { type ReactNode, useEffect, useState } from 'react';
import { ProgressLine } from '../feedback/progress-line.tsx';
import { overlayClass } from './dialog.tsx';
import { paletteEvent } from './open-palette.ts';
import { useDialogFocus } from './use-dialog-focus.ts';
import { usePaletteSearch } from './use-palette-search.ts';

export type PaletteItem = {
  id: string;
  label: string;
  /** Beside the label: JID, realm. */
  hint?: string;
  icon?: ReactNode;
  href?: string;
  onSelect?: () => void;
  /** Other words that find a page. */
  keywords?: string[];
};

export type PaletteGroup = { heading: string; items: PaletteItem[] };

type CommandPaletteProps = {
  /** Pages and commands, found by their words without asking the server. */
  pages: PaletteItem[];
  /** Asks the server; groups in the order they are to show. */
  search: (text: string, signal: AbortSignal) => Promise<PaletteGroup[]>;
  placeholder?: string;
};

/** Opened by Ctrl/Cmd-K and by the search button of the top bar. */
export function CommandPalette({ pages, search, placeholder = 'Search people, groups, pages' }: CommandPaletteProps) {
  const [open, setOpen] = useState(false);
  const focus = useDialogFocus(open);
  useEffect(() => {
    const onKey = (event: KeyboardEvent) => {
      if (event.key.toLowerCase() !== 'k' || !(event.ctrlKey || event.metaKey) || event.shiftKey || event.altKey)
        return;
      event.preventDefault();
      setOpen((now) => !now);
    };
    const onOpen = () => setOpen(true);
    document.addEventListener('keydown', onKey);
    window.addEventListener(paletteEvent, onOpen);
    return () => {
      document.removeEventListener('keydown', onKey);
      window.removeEventListener(paletteEvent, onOpen);
    };
  }, []);
  return (
    <Radix.Root open={open} onOpenChange={setOpen}>
      <Radix.Portal>
        <Radix.Overlay className={overlayClass} />
        <Radix.Content
          {...focus}
          aria-describedby={undefined}
          className="fixed inset-x-2 top-2 z-50 mx-auto max-w-150 animate-pop overflow-hidden rounded-md bg-raised shadow-float outline-none sm:top-[14vh]"
        >
          <Radix.Title className="sr-only">Search</Radix.Title>
          <Palette pages={pages} search={search} placeholder={placeholder} onDone={() => setOpen(false)} />
        </Radix.Content>
      </Radix.Portal>
    </Radix.Root>
  );
}

function Palette({ pages, search, placeholder, onDone }: Required<CommandPaletteProps> & { onDone: () => void }) {
  const router = useRouter();
  const [text, setText] = useState('');
  const { groups, busy, away } = usePaletteSearch(text, search);
  const found = matchPages(pages, text);
  const all = [...groups, ...(found.length > 0 ? [{ heading: 'Pages', items: found }] : [])];
  const choose = (item: PaletteItem) => {
    onDone();
    if (item.href) router.push(item.href);
    item.onSelect?.();
  };
  return (
    <Command shouldFilter={false} label="Search" loop>
      <div className="flex items-center gap-2.5 px-4">
        <Search aria-hidden className="text-faint" />
        <Command.Input
          value={text}
          onValueChange={setText}
          placeholder={placeholder}
          className="h-12 min-w-0 flex-1 bg-transparent text-base outline-none"
        />
        <kbd className="rounded-sm border border-line px-1 text-2xs text-faint">Esc</kbd>
      </div>
      <div className="h-0.5 border-line border-t">{busy && <ProgressLine label="Searching" bare />}</div>
      <Command.List className="max-h-[min(26rem,60dvh)] overflow-y-auto overscroll-contain p-1.5">
        {away && (
          <p className="px-2.5 py-2 text-sm text-warning">The search doesn't answer. Pages can still be opened.</p>
        )}
        {!busy && all.length === 0 && (
          <p className="px-2.5 py-8 text-center text-sm text-soft">Nothing is called “{text.trim()}”.</p>
        )}
        {all.map((group) => (
          <Command.Group
            key={group.heading}
            heading={group.heading}
            className="[&_[cmdk-group-heading]]:px-2.5 [&_[cmdk-group-heading]]:pt-2 [&_[cmdk-group-heading]]:pb-1 [&_[cmdk-group-heading]]:text-faint [&_[cmdk-group-heading]]:text-xs"
          >
            {group.items.map((item) => (
              <Line key={item.id} id={`${group.heading} ${item.id}`} item={item} onSelect={() => choose(item)} />
            ))}
          </Command.Group>
        ))}
      </Command.List>
    </Command>
  );
}

function Line({ id, item, onSelect }: { id: string; item: PaletteItem; onSelect: () => void }) {
  return (
    <Command.Item
      value={id}
      onSelect={onSelect}
      className="group flex min-h-9 cursor-default items-center gap-2.5 rounded-sm px-2.5 py-1 text-sm data-[selected=true]:bg-hover [&>.lucide]:text-faint"
    >
      {item.icon}
      <span className="min-w-0 flex-none truncate max-sm:max-w-40">{item.label}</span>
      {item.hint && <span className="min-w-0 flex-1 truncate text-faint">{item.hint}</span>}
      <CornerDownLeft aria-hidden className="ml-auto hidden group-data-[selected=true]:block [&.lucide]:size-3.5" />
    </Command.Item>
  );
}

/** Pages whose label or keywords contain every word that was typed. */
function matchPages(pages: PaletteItem[], text: string): PaletteItem[] {
  const words = text.toLowerCase().split(/\s+/).filter(Boolean);
  return pages.filter((page) => {
    const haystack = [page.label, ...(page.keywords ?? [])].join(' ').toLowerCase();
    return words.every((word) => haystack.includes(word));
  });
}
