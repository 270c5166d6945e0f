import { notFound } from 'next/navigation';
import { Suspense } from 'react';
import { canSomewhere } from '#lib/policy/can.ts';
import { actionLabel, knownActions } from '#lib/services/audit/action-words.ts';
import { chosenColumns } from '#lib/services/preferences.ts';
import { requireContext } from '#lib/web/current.ts';
import { AuditLog } from './_parts/audit-log.tsx';

export const dynamic = 'force-dynamic';
export const metadata = { title: 'Audit' };

const actions = knownActions.map((value) => ({ value, label: actionLabel(value) }));

/** Paints the frame; the rows come as JSON (app/api/audit). */
export default async function AuditPage() {
  const context = await requireContext();
  if (!canSomewhere(context.actor, 'audit.read')) notFound();
  return (
    <Suspense>
      <AuditLog columns={await chosenColumns(context, 'audit')} actions={actions} />
    </Suspense>
  );
}
