import type { Metadata } from 'next';
import { notFound } from 'next/navigation';
import { Suspense } from 'react';
import { requireContext } from '#lib/web/current.ts';
import { readServer, serverTitle } from '../../_parts/read-server.ts';
import { AccountLookUp } from './_parts/account-look-up.tsx';

export const dynamic = 'force-dynamic';

type Props = { params: Promise<{ id: string }> };

export async function generateMetadata({ params }: Props): Promise<Metadata> {
  return serverTitle((await params).id, 'Accounts');
}

/** Any account that the server has, whether or not it is in the directory. */
export default async function ServerAccountsPage({ params }: Props) {
  await requireContext();
  const server = await readServer((await params).id);
  if (!server.ok) return null;
  const { id, may, settings } = server.value;
  if (!may.readUsers) notFound();
  return (
    <Suspense>
      <AccountLookUp id={id} domain={settings.domain} mayOperate={may.operate} />
    </Suspense>
  );
}
