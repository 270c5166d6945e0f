'use client';

import Link from 'next/link';
import { Section } from '#app/_ui/frame/section.tsx';
import { Mono } from '#app/_ui/show/mono.tsx';
import type { CommandRow } from '#lib/services/commands/list-commands.ts';
import { type CommandAddress, commandHref, notePress } from './pressed-command.ts';

type Props = {
  title: string;
  /** Of a service; null is the server itself. */
  jid: string | null;
  server: string;
  rows: readonly CommandRow[];
};

export function CommandGroup({ title, jid, server, rows }: Props) {
  return (
    <Section title={title} hint={jid && jid !== title ? <Mono value={jid} /> : undefined}>
      <ul className="grid gap-x-6 sm:grid-cols-2 xl:grid-cols-3">
        {rows.map((row) => (
          <li key={`${row.jid} ${row.node}`} className="flex min-w-0 items-start gap-1">
            <Link
              href={commandHref({ server, ...row })}
              prefetch={false}
              onClick={(event) => {
                if (!event.ctrlKey && !event.metaKey && !event.shiftKey) notePress({ server, ...row });
              }}
              className="block min-w-0 flex-1 rounded-md px-2 py-1.5 hover:bg-hover"
            >
              <span className="block truncate text-sm">{row.name}</span>
              <span className="block truncate font-mono text-faint text-xs">{shortNode(row.node)}</span>
            </Link>
            <Link
              href={offerHref({ server, ...row })}
              prefetch={false}
              aria-label={`Offer ${row.name}…`}
              className="rounded-md px-2 py-1.5 text-faint text-xs leading-5 hover:bg-hover hover:text-text"
            >
              Offer…
            </Link>
          </li>
        ))}
      </ul>
    </Section>
  );
}

function offerHref({ server, jid, node }: CommandAddress): string {
  return `/commands/offer?${new URLSearchParams({ server, jid, node })}`;
}

/** The last part says it; the whole stands on the command's page. */
function shortNode(node: string): string {
  return node.slice(node.lastIndexOf('#') + 1) || node;
}
