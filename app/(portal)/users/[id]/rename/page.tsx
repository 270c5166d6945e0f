import type { Metadata } from 'next';
import { notFound } from 'next/navigation';
import { ErrorNote } from '#app/_ui/feedback/error-note.tsx';
import { Page } from '#app/_ui/frame/page.tsx';
import { PageHead } from '#app/_ui/frame/page-head.tsx';
import { Section } from '#app/_ui/frame/section.tsx';
import { renameForm } from '#lib/services/users/rename/rename-form.ts';
import { viewRename } from '#lib/services/users/rename/view-rename.ts';
import { viewUser } from '#lib/services/users/view-user.ts';
import { publicFailure } from '#lib/web/answer.ts';
import { requireContext } from '#lib/web/current.ts';
import { RenameForm } from './_parts/rename-form.tsx';
import { RenameProgress } from './_parts/rename-progress.tsx';

export const dynamic = 'force-dynamic';
export const metadata: Metadata = { title: 'Rename user' };

type Props = { params: Promise<{ id: string }> };

/** The form while nothing is under way; otherwise how far it is. */
export default async function RenamePage({ params }: Props) {
  const { id } = await params;
  const context = await requireContext();
  const [user, job] = await Promise.all([viewUser(context, { id }), viewRename(context, { id })]);
  if (!user.ok && (user.failure.kind === 'not-found' || user.failure.kind === 'invalid')) notFound();
  const head = user.ok && (
    <PageHead title={`Rename ${user.value.name}`} back={{ href: `/users/${id}`, label: user.value.name }} />
  );
  const failure = !user.ok ? user.failure : !job.ok ? job.failure : null;
  if (failure || !user.ok || !job.ok)
    return (
      <Page narrow>
        {head}
        {failure && <ErrorNote failure={publicFailure(failure)} />}
      </Page>
    );
  const last = job.value;
  if (last && last.state !== 'done' && last.state !== 'taken-back')
    return (
      <Page narrow>
        {head}
        <RenameProgress id={id} first={last} />
      </Page>
    );
  const form = await renameForm(context, { id });
  if (!form.ok && form.failure.kind === 'not-found') notFound();
  const { memberships } = user.value;
  return (
    <Page narrow>
      {head}
      {form.ok ? (
        <RenameForm form={form.value} memberships={memberships.length} />
      ) : (
        <ErrorNote failure={publicFailure(form.failure)} />
      )}
      {last && (
        <Section title="Last rename">
          <RenameProgress id={id} first={last} />
        </Section>
      )}
    </Page>
  );
}
