import { notFound } from 'next/navigation';
import { Suspense } from 'react';
import { Page } from '#app/_ui/frame/page.tsx';
import { PageHead } from '#app/_ui/frame/page-head.tsx';
import { can } from '#lib/policy/can.ts';
import { requireContext } from '#lib/web/current.ts';
import { TargetMetrics } from '../../_parts/metrics/target-metrics.tsx';

export const dynamic = 'force-dynamic';
export const metadata = { title: 'Directory · Metrics' };

export default async function DirectoryMetricsPage() {
  const { actor } = await requireContext();
  if (!can(actor, 'operations.read', { realm: null }).allowed) notFound();
  return (
    <Page>
      <PageHead title="Directory" back={{ href: '/metrics?target=directory', label: 'Metrics' }} />
      <Suspense>
        <TargetMetrics target="directory" called="the directory" />
      </Suspense>
    </Page>
  );
}
