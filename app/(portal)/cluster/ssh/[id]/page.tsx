import { notFound } from 'next/navigation';
import { ErrorNote } from '#app/_ui/feedback/error-note.tsx';
import { Page } from '#app/_ui/frame/page.tsx';
import { PageHead } from '#app/_ui/frame/page-head.tsx';
import { viewSshCluster } from '#lib/services/ssh-clusters/view-ssh-cluster.ts';
import { publicFailure } from '#lib/web/answer.ts';
import { requireContext } from '#lib/web/current.ts';
import { RemoveSshCluster } from '../_parts/remove-ssh-cluster.tsx';
import { SshClusterForm } from '../_parts/ssh-cluster-form.tsx';

export const dynamic = 'force-dynamic';
export const metadata = { title: 'Edit cluster' };

type Props = { params: Promise<{ id: string }> };

export default async function EditSshClusterPage({ params }: Props) {
  const { id } = await params;
  const result = await viewSshCluster(await requireContext(), { id });
  const missing = !result.ok && (result.failure.kind === 'not-found' || result.failure.kind === 'invalid');
  if (missing || (result.ok && !result.value.may.edit)) notFound();
  return (
    <Page narrow>
      <PageHead
        title={result.ok ? `Edit ${result.value.settings.name}` : 'Edit cluster'}
        back={{ href: '/cluster', label: 'Cluster' }}
        actions={result.ok && <RemoveSshCluster id={id} name={result.value.settings.name} />}
      />
      {result.ok ? <SshClusterForm cluster={result.value} /> : <ErrorNote failure={publicFailure(result.failure)} />}
    </Page>
  );
}
