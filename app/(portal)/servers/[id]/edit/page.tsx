import { notFound } from 'next/navigation';
import { ErrorNote } from '#app/_ui/feedback/error-note.tsx';
import { Page } from '#app/_ui/frame/page.tsx';
import { PageHead } from '#app/_ui/frame/page-head.tsx';
import { viewServer } from '#lib/services/servers/view-server.ts';
import { publicFailure } from '#lib/web/answer.ts';
import { requireContext } from '#lib/web/current.ts';
import { ServerForm } from '../../_parts/server-form.tsx';

export const dynamic = 'force-dynamic';
export const metadata = { title: 'Edit server' };

type Props = { params: Promise<{ id: string }> };

export default async function EditServerPage({ params }: Props) {
  const context = await requireContext();
  const { id } = await params;
  const result = await viewServer(context, { id });
  if (!result.ok && (result.failure.kind === 'not-found' || result.failure.kind === 'invalid')) notFound();
  if (result.ok && !result.value.may.edit) notFound();
  return (
    <Page narrow>
      <PageHead
        title={result.ok ? `Edit ${result.value.settings.name}` : 'Edit server'}
        back={{ href: `/servers/${id}`, label: 'Server' }}
      />
      {result.ok ? <ServerForm server={result.value} /> : <ErrorNote failure={publicFailure(result.failure)} />}
    </Page>
  );
}
