import type { Metadata } from 'next';
import { requireContext } from '#lib/web/current.ts';
import { readServer, serverTitle } from '../../_parts/read-server.ts';
import { RoutesView } from '../../_parts/routes-view.tsx';

export const dynamic = 'force-dynamic';

type Props = { params: Promise<{ id: string }> };

export async function generateMetadata({ params }: Props): Promise<Metadata> {
  return serverTitle((await params).id, 'Routes');
}

export default async function ServerRoutesPage({ params }: Props) {
  await requireContext();
  const server = await readServer((await params).id);
  return server.ok ? <RoutesView id={server.value.id} /> : null;
}
