import { notFound } from 'next/navigation';
import { Suspense } from 'react';
import { canSomewhere } from '#lib/policy/can.ts';
import { chosenColumns } from '#lib/services/preferences.ts';
import { requireContext } from '#lib/web/current.ts';
import { UserList } from './_parts/user-list.tsx';

export const dynamic = 'force-dynamic';
export const metadata = { title: 'Users' };

/** Paints the frame; the rows come as JSON (app/api/users). */
export default async function UsersPage() {
  const context = await requireContext();
  const { actor } = context;
  if (!canSomewhere(actor, 'users.read')) notFound();
  return (
    <Suspense>
      <UserList
        columns={await chosenColumns(context, 'users')}
        may={{
          create: canSomewhere(actor, 'users.create'),
          lock: canSomewhere(actor, 'users.lock'),
          unlock: canSomewhere(actor, 'users.unlock'),
          disable: canSomewhere(actor, 'users.disable'),
          delete: canSomewhere(actor, 'users.delete'),
          presence: canSomewhere(actor, 'users.presence'),
        }}
      />
    </Suspense>
  );
}
