'use client';

import Link from 'next/link';
import { Section } from '#app/_ui/frame/section.tsx';
import { Mono } from '#app/_ui/show/mono.tsx';
import type { CommandRow } from '#lib/services/commands/list-commands.ts';
import { commandHref, notePress } from './pressed-command.ts';

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
          <li key={`${row.jid} ${row.node}`} className="min-w-0">
            <Link
              href={commandHref({ server, ...row })}
              prefetch={false}
              onClick={(event) => {
                if (!event.ctrlKey && !event.metaKey && !event.shiftKey) notePress({ server, ...row });
              }}
              className="block min-w-0 rounded-md px-2 py-1.5 hover:bg-hover"
            >
              <span className="block truncate text-sm">{row.name}</span>
              <span className="block truncate font-mono text-faint text-xs">{shortNode(row.node)}</span>
            </Link>
          </li>
        ))}
      </ul>
    </Section>
  );
}

/** The last part says it; the whole stands on the command's page. */
function shortNode(node: string): string {
  return node.slice(node.lastIndexOf('#') + 1) || node;
}
