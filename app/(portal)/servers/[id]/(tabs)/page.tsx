import type { Metadata } from 'next';
import { Columns } from '#app/_ui/frame/page.tsx';
import { requireContext } from '#lib/web/current.ts';
import { ConnectionCard } from '../_parts/connection-card.tsx';
import { Overview } from '../_parts/overview.tsx';
import { readServer, serverTitle } from '../_parts/read-server.ts';
import { SettingsSection } from '../_parts/settings-section.tsx';

export const dynamic = 'force-dynamic';

type Props = { params: Promise<{ id: string }> };

export async function generateMetadata({ params }: Props): Promise<Metadata> {
  return serverTitle((await params).id);
}

/** Paints what the portal knows by itself; what the server says comes when it says it. */
export default async function ServerPage({ params }: Props) {
  await requireContext();
  const result = await readServer((await params).id);
  if (!result.ok) return null;
  const { id } = result.value;
  return (
    <Columns side={<ConnectionCard id={id} first={result.value.state} />}>
      <Overview id={id} />
      <SettingsSection server={result.value} />
    </Columns>
  );
}
