import { notFound } from 'next/navigation';
import { Page } from '#app/_ui/frame/page.tsx';
import { PageHead } from '#app/_ui/frame/page-head.tsx';
import { can } from '#lib/policy/can.ts';
import { requireContext } from '#lib/web/current.ts';
import { SshClusterForm } from '../_parts/ssh-cluster-form.tsx';

export const dynamic = 'force-dynamic';
export const metadata = { title: 'Add cluster' };

export default async function AddSshClusterPage() {
  const { actor } = await requireContext();
  if (!can(actor, 'devices.edit', { realm: null }).allowed) notFound();
  return (
    <Page narrow>
      <PageHead
        title="Add a cluster read by SSH"
        detail="Such as Cisco Meeting Servers: each member is asked what it thinks of the cluster."
        back={{ href: '/cluster', label: 'Cluster' }}
      />
      <SshClusterForm />
    </Page>
  );
}
