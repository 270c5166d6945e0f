import { notFound } from 'next/navigation';
import { Suspense } from 'react';
import { can } from '#lib/policy/can.ts';
import { requireContext } from '#lib/web/current.ts';
import { ChannelView } from '../../_parts/channel-view.tsx';

export const dynamic = 'force-dynamic';
export const metadata = { title: 'Alert channels' };

/** Where alerts go out, and what became of the last messages. */
export default async function AlertChannelsPage() {
  const { actor } = await requireContext();
  const whole = { realm: null };
  if (!can(actor, 'operations.read', whole).allowed) notFound();
  return (
    <Suspense>
      <ChannelView mayEdit={can(actor, 'operations.edit', whole).allowed} />
    </Suspense>
  );
}
