import type { Metadata } from 'next';
import { notFound } from 'next/navigation';
import { requireContext } from '#lib/web/current.ts';
import { History } from '../../../../_parts/history.tsx';
import { readServer, serverTitle } from '../../_parts/read-server.ts';

export const dynamic = 'force-dynamic';

type Props = { params: Promise<{ id: string }> };

export async function generateMetadata({ params }: Props): Promise<Metadata> {
  return serverTitle((await params).id, 'History');
}

/** What was done to this server from the portal, commands that ran there included. */
export default async function ServerHistoryPage({ params }: Props) {
  await requireContext();
  const server = await readServer((await params).id);
  if (!server.ok) return null;
  if (!server.value.may.readHistory) notFound();
  return <History id={server.value.id} />;
}
