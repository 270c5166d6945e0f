import { notFound } from 'next/navigation';
import { Suspense } from 'react';
import { Page } from '#app/_ui/frame/page.tsx';
import { PageHead } from '#app/_ui/frame/page-head.tsx';
import { can } from '#lib/policy/can.ts';
import { listMetricTargets } from '#lib/services/metrics/list-targets.ts';
import { requireContext } from '#lib/web/current.ts';
import { MetricsView } from './_parts/metrics-view.tsx';

export const dynamic = 'force-dynamic';
export const metadata = { title: 'Metrics' };

export default async function MetricsPage() {
  const context = await requireContext();
  if (!can(context.actor, 'operations.read', { realm: null }).allowed) notFound();
  const targets = await listMetricTargets(context, {});
  return (
    <Page>
      <PageHead title="Metrics" detail="What was measured, from the last minutes to three years." />
      <Suspense>
        <MetricsView targets={targets.ok ? targets.value.targets : []} />
      </Suspense>
    </Page>
  );
}
