import { notFound } from 'next/navigation';
import { Suspense } from 'react';
import { can } from '#lib/policy/can.ts';
import { requireContext } from '#lib/web/current.ts';
import { CommandList } from './_parts/command-list.tsx';

export const dynamic = 'force-dynamic';
export const metadata = { title: 'Commands' };

/** Paints the frame; what the server offers comes as JSON (app/api/commands). */
export default async function CommandsPage() {
  const { actor } = await requireContext();
  if (!can(actor, 'commands.run', { realm: null }).allowed) notFound();
  return (
    <Suspense>
      <CommandList />
    </Suspense>
  );
}
