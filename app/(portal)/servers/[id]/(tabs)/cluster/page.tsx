import type { Metadata } from 'next';
import { requireContext } from '#lib/web/current.ts';
import { ClusterView } from '../../_parts/cluster-view.tsx';
import { readServer, serverTitle } from '../../_parts/read-server.ts';

export const dynamic = 'force-dynamic';

type Props = { params: Promise<{ id: string }> };

export async function generateMetadata({ params }: Props): Promise<Metadata> {
  return serverTitle((await params).id, 'Cluster');
}

export default async function ServerClusterPage({ params }: Props) {
  await requireContext();
  const server = await readServer((await params).id);
  return server.ok ? <ClusterView id={server.value.id} mayOperate={server.value.may.operate} /> : null;
}
