import type { Metadata } from 'next';
import { Suspense } from 'react';
import { requireContext } from '#lib/web/current.ts';
import { readServer, serverTitle } from '../../_parts/read-server.ts';
import { SessionsView } from './_parts/sessions-view.tsx';

export const dynamic = 'force-dynamic';

type Props = { params: Promise<{ id: string }> };

export async function generateMetadata({ params }: Props): Promise<Metadata> {
  return serverTitle((await params).id, 'Sessions');
}

/** Paints the frame; who is online comes as JSON (app/api/servers/sessions). */
export default async function ServerSessionsPage({ params }: Props) {
  await requireContext();
  const server = await readServer((await params).id);
  if (!server.ok) return null;
  const { id, may } = server.value;
  return (
    <Suspense>
      <SessionsView id={id} mayEnd={may.operate} mayLookUp={may.readUsers} />
    </Suspense>
  );
}
