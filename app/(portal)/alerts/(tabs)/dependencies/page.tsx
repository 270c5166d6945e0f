import { notFound } from 'next/navigation';
import { can } from '#lib/policy/can.ts';
import { requireContext } from '#lib/web/current.ts';
import { DependencyView } from '../../_parts/dependency-view.tsx';

export const dynamic = 'force-dynamic';
export const metadata = { title: 'Alert dependencies' };

/** What is behind what. */
export default async function AlertDependenciesPage() {
  const { actor } = await requireContext();
  const whole = { realm: null };
  if (!can(actor, 'operations.read', whole).allowed) notFound();
  return <DependencyView mayEdit={can(actor, 'operations.edit', whole).allowed} />;
}
