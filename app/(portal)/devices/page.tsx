import { notFound } from 'next/navigation';
import { Suspense } from 'react';
import { can } from '#lib/policy/can.ts';
import { viewTraps } from '#lib/services/devices/view-traps.ts';
import { requireContext } from '#lib/web/current.ts';
import { DeviceList } from './_parts/device-list.tsx';

export const dynamic = 'force-dynamic';
export const metadata = { title: 'Devices' };

/** Paints the frame; the rows come as JSON (app/api/devices). */
export default async function DevicesPage() {
  const context = await requireContext();
  const { actor } = context;
  if (!can(actor, 'operations.read', { realm: null }).allowed) notFound();
  const traps = await viewTraps(context, {});
  return (
    <Suspense>
      <DeviceList mayEdit={can(actor, 'devices.edit', { realm: null }).allowed} traps={traps.ok ? traps.value : null} />
    </Suspense>
  );
}
