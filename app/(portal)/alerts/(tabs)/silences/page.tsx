import { notFound } from 'next/navigation';
import { Suspense } from 'react';
import { can } from '#lib/policy/can.ts';
import { requireContext } from '#lib/web/current.ts';
import { SilenceList } from '../../_parts/silence-list.tsx';

export const dynamic = 'force-dynamic';
export const metadata = { title: 'Silences' };

/** What nobody is told of, and until when. */
export default async function AlertSilencesPage() {
  const { actor } = await requireContext();
  const whole = { realm: null };
  if (!can(actor, 'operations.read', whole).allowed) notFound();
  return (
    <Suspense>
      <SilenceList mayEdit={can(actor, 'operations.edit', whole).allowed} />
    </Suspense>
  );
}
