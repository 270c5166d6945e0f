'use client';

import { SquareTerminal } from 'lucide-react';
import Link from 'next/link';
import { EmptyState } from '#app/_ui/feedback/empty-state.tsx';
import { Page } from '#app/_ui/frame/page.tsx';
import { PageHead } from '#app/_ui/frame/page-head.tsx';
import { Section } from '#app/_ui/frame/section.tsx';
import type { OfferedRow } from '#lib/services/commands/offers/list-offered.ts';
import { commandHref, notePress } from './pressed-command.ts';

/** What is offered to who may not run everything, by realm. A press begins it, as in the list of all commands. */
export function OfferedList({ rows }: { rows: readonly OfferedRow[] }) {
  const realms = [...Map.groupBy(rows, ({ realmPath }) => realmPath)].sort(([left], [right]) =>
    left.localeCompare(right, 'en'),
  );
  return (
    <Page>
      <PageHead title="Commands" count={rows.length} detail="What a system administrator offers to you." />
      {realms.length === 0 && (
        <EmptyState icon={<SquareTerminal aria-hidden />} title="Nothing is offered in this realm">
          Choose another realm in the top bar, or all of yours.
        </EmptyState>
      )}
      {realms.map(([realm, offered]) => (
        <Section key={realm} title={realm}>
          <ul className="grid gap-x-6 gap-y-1 sm:grid-cols-2">
            {offered.map(({ id, name, description }) => (
              <li key={id} className="min-w-0">
                <Link
                  href={commandHref({ offer: id })}
                  prefetch={false}
                  onClick={(event) => {
                    if (!event.ctrlKey && !event.metaKey && !event.shiftKey) notePress({ offer: id });
                  }}
                  className="block min-w-0 rounded-md px-2 py-1.5 hover:bg-hover"
                >
                  <span className="block text-sm [overflow-wrap:anywhere]">{name}</span>
                  {description && <span className="block text-faint text-xs">{description}</span>}
                </Link>
              </li>
            ))}
          </ul>
        </Section>
      ))}
    </Page>
  );
}
