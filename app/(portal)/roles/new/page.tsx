import { notFound } from 'next/navigation';
import { Suspense } from 'react';
import { canSomewhere } from '#lib/policy/can.ts';
import { chosenColumns } from '#lib/services/preferences.ts';
import { requireContext } from '#lib/web/current.ts';
import { RoleList } from '../_parts/role-list.tsx';

export const dynamic = 'force-dynamic';
export const metadata = { title: 'Create role' };

/** The roles with the dialog open: where the search's “Create role” leads. */
export default async function CreateRolePage() {
  const context = await requireContext();
  if (!canSomewhere(context.actor, 'roles.edit')) notFound();
  return (
    <Suspense>
      <RoleList columns={await chosenColumns(context, 'roles')} mayCreate creating />
    </Suspense>
  );
}
