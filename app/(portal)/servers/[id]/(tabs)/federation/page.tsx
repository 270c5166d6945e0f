import type { Metadata } from 'next';
import { requireContext } from '#lib/web/current.ts';
import { FederationView } from '../../_parts/federation-view.tsx';
import { readServer, serverTitle } from '../../_parts/read-server.ts';

export const dynamic = 'force-dynamic';

type Props = { params: Promise<{ id: string }> };

export async function generateMetadata({ params }: Props): Promise<Metadata> {
  return serverTitle((await params).id, 'Federation');
}

export default async function ServerFederationPage({ params }: Props) {
  await requireContext();
  const server = await readServer((await params).id);
  return server.ok ? <FederationView id={server.value.id} /> : null;
}
