import { notFound } from 'next/navigation';
import { cache } from 'react';
import { viewDevice } from '#lib/services/devices/view-device.ts';
import { requireContext } from '#lib/web/current.ts';

const read = cache(async (id: string) => viewDevice(await requireContext(), { id }));

/** Once for each request. What somebody may not see is not there. */
export async function readDevice(id: string) {
  const device = await read(id);
  if (!device.ok && (device.failure.kind === 'not-found' || device.failure.kind === 'invalid')) notFound();
  return device;
}

/** For `generateMetadata`. */
export async function deviceTitle(id: string): Promise<{ title: string }> {
  const device = await read(id);
  return { title: device.ok ? device.value.settings.name : 'Device' };
}
