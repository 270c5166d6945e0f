import { notFound } from 'next/navigation';
import { Suspense } from 'react';
import { canSomewhere, realmsWhere } from '#lib/policy/can.ts';
import { chosenColumns } from '#lib/services/preferences.ts';
import { requireContext } from '#lib/web/current.ts';
import { GroupList } from './_parts/group-list.tsx';

export const dynamic = 'force-dynamic';
export const metadata = { title: 'Groups' };

/** Paints the frame; the rows come as JSON (app/api/groups). */
export default async function GroupsPage() {
  const context = await requireContext();
  const { actor } = context;
  if (!canSomewhere(actor, 'groups.read')) notFound();
  return (
    <Suspense>
      <GroupList
        columns={await chosenColumns(context, 'groups')}
        mayCreate={canSomewhere(actor, 'groups.create')}
        seesAll={realmsWhere(actor, 'groups.read') === null}
      />
    </Suspense>
  );
}
