import { notFound } from 'next/navigation';
import { Page } from '#app/_ui/frame/page.tsx';
import { PageHead } from '#app/_ui/frame/page-head.tsx';
import { can } from '#lib/policy/can.ts';
import { requireContext } from '#lib/web/current.ts';
import { ServerForm } from '../_parts/server-form.tsx';

export const dynamic = 'force-dynamic';
export const metadata = { title: 'Add server' };

export default async function AddServerPage() {
  const { actor } = await requireContext();
  if (!can(actor, 'servers.edit', { realm: null }).allowed) notFound();
  return (
    <Page narrow>
      <PageHead title="Add server" back={{ href: '/servers', label: 'Servers' }} />
      <ServerForm />
    </Page>
  );
}
