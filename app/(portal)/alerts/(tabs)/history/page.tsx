import { notFound } from 'next/navigation';
import { Suspense } from 'react';
import { can } from '#lib/policy/can.ts';
import { requireContext } from '#lib/web/current.ts';
import { AlertHistory } from '../../_parts/alert-history.tsx';

export const dynamic = 'force-dynamic';
export const metadata = { title: 'Past alerts' };

/** What is over. */
export default async function AlertHistoryPage() {
  const { actor } = await requireContext();
  const whole = { realm: null };
  if (!can(actor, 'operations.read', whole).allowed) notFound();
  return (
    <Suspense>
      <AlertHistory />
    </Suspense>
  );
}
