import { notFound } from 'next/navigation';
import { Suspense } from 'react';
import { can } from '#lib/policy/can.ts';
import { requireContext } from '#lib/web/current.ts';
import { ServerList } from './_parts/server-list.tsx';

export const dynamic = 'force-dynamic';
export const metadata = { title: 'Servers' };

/** Paints the frame; the rows come as JSON (app/api/servers). */
export default async function ServersPage() {
  const { actor } = await requireContext();
  if (!can(actor, 'servers.read', { realm: null }).allowed) notFound();
  return (
    <Suspense>
      <ServerList mayEdit={can(actor, 'servers.edit', { realm: null }).allowed} />
    </Suspense>
  );
}
