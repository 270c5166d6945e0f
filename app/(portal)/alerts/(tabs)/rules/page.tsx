import { notFound } from 'next/navigation';
import { Suspense } from 'react';
import { can } from '#lib/policy/can.ts';
import { requireContext } from '#lib/web/current.ts';
import { RuleList } from '../../_parts/rule-list.tsx';

export const dynamic = 'force-dynamic';
export const metadata = { title: 'Alert rules' };

/** What operators are told of. */
export default async function AlertRulesPage() {
  const { actor } = await requireContext();
  const whole = { realm: null };
  if (!can(actor, 'operations.read', whole).allowed) notFound();
  return (
    <Suspense>
      <RuleList />
    </Suspense>
  );
}
