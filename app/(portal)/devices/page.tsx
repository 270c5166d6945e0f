import { notFound } from 'next/navigation';
import { Suspense } from 'react';
import { can } from '#lib/policy/can.ts';
import { requireContext } from '#lib/web/current.ts';
import { DeviceList } from './_parts/device-list.tsx';

export const dynamic = 'force-dynamic';
export const metadata = { title: 'Devices' };

/** Paints the frame; the rows come as JSON (app/api/devices). */
export default async function DevicesPage() {
  const { actor } = await requireContext();
  if (!can(actor, 'operations.read', { realm: null }).allowed) notFound();
  return (
    <Suspense>
      <DeviceList mayEdit={can(actor, 'devices.edit', { realm: null }).allowed} />
    </Suspense>
  );
}
