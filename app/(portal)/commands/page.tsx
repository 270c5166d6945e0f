import { notFound } from 'next/navigation';
import { Suspense } from 'react';
import { can } from '#lib/policy/can.ts';
import { listOffered } from '#lib/services/commands/offers/list-offered.ts';
import { requireContext } from '#lib/web/current.ts';
import { CommandList } from './_parts/command-list.tsx';
import { OfferedList } from './_parts/offered-list.tsx';

export const dynamic = 'force-dynamic';
export const metadata = { title: 'Commands' };

type Props = { searchParams: Promise<{ realm?: string | string[] }> };

/** Everything that servers offer (as JSON, app/api/commands), or what is offered to this person; without either, no page. */
export default async function CommandsPage({ searchParams }: Props) {
  const context = await requireContext();
  if (can(context.actor, 'commands.run', { realm: null }).allowed)
    return (
      <Suspense>
        <CommandList />
      </Suspense>
    );
  const offered = await listOffered(context, {});
  if (!offered.ok || offered.value.length === 0) notFound();
  const { realm } = await searchParams;
  const inScope = ({ realmKey }: { realmKey: string }) => realmKey === realm || realmKey.endsWith(`,${realm}`);
  return <OfferedList rows={typeof realm === 'string' ? offered.value.filter(inScope) : offered.value} />;
}
