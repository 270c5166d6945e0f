import { notFound } from 'next/navigation';
import { Suspense } from 'react';
import { can } from '#lib/policy/can.ts';
import { requireContext } from '#lib/web/current.ts';
import { AlertList } from '../_parts/alert-list.tsx';

export const dynamic = 'force-dynamic';
export const metadata = { title: 'Alerts' };

/** What is the matter now; the rows come as JSON (app/api/alerts). */
export default async function AlertsPage() {
  const { actor } = await requireContext();
  const whole = { realm: null };
  if (!can(actor, 'operations.read', whole).allowed) notFound();
  return (
    <Suspense>
      <AlertList mayEdit={can(actor, 'operations.edit', whole).allowed} />
    </Suspense>
  );
}
