import { notFound } from 'next/navigation';
import { Page } from '#app/_ui/frame/page.tsx';
import { PageHead } from '#app/_ui/frame/page-head.tsx';
import { can } from '#lib/policy/can.ts';
import { listMetricTargets } from '#lib/services/metrics/list-targets.ts';
import { requireContext } from '#lib/web/current.ts';
import { NewBoardForm } from '../_parts/new-board-form.tsx';

export const dynamic = 'force-dynamic';
export const metadata = { title: 'Add board' };

export default async function NewBoardPage() {
  const context = await requireContext();
  if (!can(context.actor, 'operations.edit', { realm: null }).allowed) notFound();
  const targets = await listMetricTargets(context, {});
  return (
    <Page narrow>
      <PageHead title="Add board" back={{ href: '/boards', label: 'Boards' }} />
      <NewBoardForm targets={targets.ok ? targets.value.targets : []} />
    </Page>
  );
}
