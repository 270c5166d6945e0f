import { notFound } from 'next/navigation';
import { Suspense } from 'react';
import { can } from '#lib/policy/can.ts';
import { requireContext } from '#lib/web/current.ts';
import { MibList } from './_parts/mib-list.tsx';

export const dynamic = 'force-dynamic';
export const metadata = { title: 'MIBs' };

/** Paints the frame; the rows come as JSON (app/api/devices/mibs). */
export default async function MibsPage() {
  const { actor } = await requireContext();
  if (!can(actor, 'operations.read', { realm: null }).allowed) notFound();
  return (
    <Suspense>
      <MibList mayEdit={can(actor, 'devices.edit', { realm: null }).allowed} />
    </Suspense>
  );
}
