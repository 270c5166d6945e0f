import { notFound } from 'next/navigation';
import { Suspense } from 'react';
import { Page } from '#app/_ui/frame/page.tsx';
import { PageHead } from '#app/_ui/frame/page-head.tsx';
import { can } from '#lib/policy/can.ts';
import { requireContext } from '#lib/web/current.ts';
import { TargetMetrics } from '../../_parts/metrics/target-metrics.tsx';

export const dynamic = 'force-dynamic';
export const metadata = { title: 'Portal · Metrics' };

export default async function PortalMetricsPage() {
  const { actor } = await requireContext();
  if (!can(actor, 'operations.read', { realm: null }).allowed) notFound();
  return (
    <Page>
      <PageHead title="Portal" back={{ href: '/metrics?target=portal', label: 'Metrics' }} />
      <Suspense>
        <TargetMetrics
          target="portal"
          called="the portal"
          also={[{ target: 'collector', called: 'the collector', title: 'Collector' }]}
        />
      </Suspense>
    </Page>
  );
}
