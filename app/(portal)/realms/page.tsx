import { notFound } from 'next/navigation';
import { Suspense } from 'react';
import { can, canSomewhere } from '#lib/policy/can.ts';
import { chosenColumns } from '#lib/services/preferences.ts';
import { requireContext } from '#lib/web/current.ts';
import { RealmList } from './_parts/realm-list.tsx';

export const dynamic = 'force-dynamic';
export const metadata = { title: 'Realms' };

/** Paints the frame; the rows come as JSON (app/api/realms). */
export default async function RealmsPage() {
  const context = await requireContext();
  const { actor } = context;
  if (!canSomewhere(actor, 'realms.read')) notFound();
  return (
    <Suspense>
      <RealmList
        columns={await chosenColumns(context, 'realms')}
        mayCreate={canSomewhere(actor, 'realms.create')}
        mayGrant={can(actor, 'realms.grant', { realm: null }).allowed}
      />
    </Suspense>
  );
}
