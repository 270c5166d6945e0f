'use client';

import { SquareTerminal } from 'lucide-react';
import { useRouter } from 'next/navigation';
import { useState } from 'react';
import { Button } from '#app/_ui/button.tsx';
import { EmptyState } from '#app/_ui/feedback/empty-state.tsx';
import { useToast } from '#app/_ui/feedback/toast.tsx';
import { Page } from '#app/_ui/frame/page.tsx';
import { PageHead } from '#app/_ui/frame/page-head.tsx';
import { Section } from '#app/_ui/frame/section.tsx';
import { Chip } from '#app/_ui/show/chip.tsx';
import type { OfferRow } from '#lib/services/commands/offers/list-offers.ts';
import { commandHref } from '../../_parts/pressed-command.ts';
import { makeOffer, withdrawOffer } from '../../actions.ts';

/** Every offer by realm. Withdrawing needs no question: one press takes it back. */
export function OfferList({ rows }: { rows: readonly OfferRow[] }) {
  const realms = [...Map.groupBy(rows, ({ realmPath }) => realmPath)].sort(([left], [right]) =>
    left.localeCompare(right, 'en'),
  );
  return (
    <Page>
      <PageHead back={{ href: '/commands', label: 'Commands' }} title="Offered commands" count={rows.length} />
      {rows.length === 0 && (
        <EmptyState
          icon={<SquareTerminal aria-hidden />}
          title="No command is offered yet"
          action={<Button href="/commands">Go to commands</Button>}
        >
          Choose “Offer…” beside a command, and the delegates of a realm can run it for the people there.
        </EmptyState>
      )}
      {realms.map(([realm, offers]) => (
        <Section key={realm} title={realm}>
          <ul className="divide-y divide-line">
            {offers.map((offer) => (
              <Offer key={offer.id} offer={offer} />
            ))}
          </ul>
        </Section>
      ))}
    </Page>
  );
}

function Offer({ offer: { id, settings, serverName, audience } }: { offer: OfferRow }) {
  const { name, description, node } = settings;
  const [pending, setPending] = useState(false);
  const router = useRouter();
  const toast = useToast();
  const problem = (title: string, why: string) => toast({ title, description: why, tone: 'problem' });
  const withdraw = async () => {
    setPending(true);
    const answer = await withdrawOffer({ id });
    setPending(false);
    if (!answer.ok) return problem(answer.failure.what, answer.failure.why);
    const undo = async () => {
      const back = await makeOffer(answer.value.settings);
      if (!back.ok) problem('It was not undone', back.failure.why);
      router.refresh();
    };
    toast({ title: `${name} is no longer offered`, undo });
    router.refresh();
  };
  return (
    <li className="flex flex-wrap items-center gap-x-4 gap-y-1 py-2">
      <div className="min-w-0 flex-1 basis-64">
        <p className="font-medium text-sm [overflow-wrap:anywhere]">{name}</p>
        {description && <p className="text-soft text-xs">{description}</p>}
        <p className="truncate text-faint text-xs">
          {serverName} · <span className="font-mono">{node}</span>
        </p>
      </div>
      <div className="flex flex-wrap gap-1">
        {audience.map((grant) => (
          <Chip key={grant}>{grant}</Chip>
        ))}
      </div>
      <div className="-ml-2 flex items-center gap-1 sm:ml-0">
        <Button kind="quiet" size="s" href={commandHref({ offer: id })} aria-label={`Try ${name} as it is offered`}>
          Try
        </Button>
        <Button
          kind="quiet"
          size="s"
          href={`/commands/offer?${new URLSearchParams({ id })}`}
          aria-label={`Edit the offer of ${name}`}
        >
          Edit
        </Button>
        <Button kind="quiet" size="s" pending={pending} onClick={() => void withdraw()} aria-label={`Withdraw ${name}`}>
          Withdraw
        </Button>
      </div>
    </li>
  );
}
