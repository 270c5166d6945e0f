import type { Metadata } from 'next';
import { notFound } from 'next/navigation';
import { can } from '#lib/policy/can.ts';
import { requireContext } from '#lib/web/current.ts';
import { TargetMetrics } from '../../../../_parts/metrics/target-metrics.tsx';
import { readServer, serverTitle } from '../../_parts/read-server.ts';

export const dynamic = 'force-dynamic';

type Props = { params: Promise<{ id: string }> };

export async function generateMetadata({ params }: Props): Promise<Metadata> {
  return serverTitle((await params).id, 'Metrics');
}

/** What was measured of this server. */
export default async function ServerMetricsPage({ params }: Props) {
  const { actor } = await requireContext();
  const server = await readServer((await params).id);
  if (!server.ok) return null;
  if (!can(actor, 'operations.read', { realm: null }).allowed) notFound();
  return <TargetMetrics target={`server:${server.value.id}`} called={server.value.settings.name} />;
}
