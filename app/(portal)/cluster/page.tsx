import { Plus } from 'lucide-react';
import { notFound } from 'next/navigation';
import { Button } from '#app/_ui/button.tsx';
import { Page } from '#app/_ui/frame/page.tsx';
import { PageHead } from '#app/_ui/frame/page-head.tsx';
import { can } from '#lib/policy/can.ts';
import { requireContext } from '#lib/web/current.ts';
import { ClustersView } from './_parts/clusters-view.tsx';
import { PastedStatus } from './_parts/pasted-status.tsx';

export const dynamic = 'force-dynamic';
export const metadata = { title: 'Cluster' };

/** Paints the frame; what the members say comes as JSON (app/api/cluster). */
export default async function ClusterPage() {
  const { actor } = await requireContext();
  if (!can(actor, 'operations.read', { realm: null }).allowed) notFound();
  const mayEdit = can(actor, 'devices.edit', { realm: null }).allowed;
  return (
    <Page>
      <PageHead
        title="Cluster"
        detail="Who belongs together, and whether they agree on it."
        primary={
          <Button
            icon={<Plus aria-hidden />}
            href="/cluster/ssh/new"
            disabledReason={!mayEdit && 'Only system administrators add clusters.'}
          >
            Add a cluster read by SSH
          </Button>
        }
      />
      <ClustersView />
      <PastedStatus />
    </Page>
  );
}
