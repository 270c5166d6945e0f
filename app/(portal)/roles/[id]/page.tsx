import type { Metadata } from 'next';
import { notFound } from 'next/navigation';
import { cache } from 'react';
import { ErrorNote } from '#app/_ui/feedback/error-note.tsx';
import { Columns, Page } from '#app/_ui/frame/page.tsx';
import { viewRole } from '#lib/services/roles/view-role.ts';
import { publicFailure } from '#lib/web/answer.ts';
import { requireContext } from '#lib/web/current.ts';
import { History } from '../../_parts/history.tsx';
import { Occupants } from './_parts/occupants.tsx';
import { PermissionsSection } from './_parts/permissions-section.tsx';
import { RoleAbout } from './_parts/role-about.tsx';
import { RoleHead } from './_parts/role-head.tsx';

export const dynamic = 'force-dynamic';

type Props = { params: Promise<{ id: string }> };

const read = cache(async (id: string) => viewRole(await requireContext(), { id }));

export async function generateMetadata({ params }: Props): Promise<Metadata> {
  const role = await read((await params).id);
  return { title: role.ok ? role.value.name : 'Role' };
}

export default async function RolePage({ params }: Props) {
  const result = await read((await params).id);
  if (!result.ok) {
    if (result.failure.kind === 'not-found' || result.failure.kind === 'invalid') notFound();
    return (
      <Page>
        <ErrorNote failure={publicFailure(result.failure)} />
      </Page>
    );
  }
  const role = result.value;
  const { actor } = await requireContext();
  return (
    <Page>
      <RoleHead role={role} />
      <Columns side={<RoleAbout role={role} />}>
        <Occupants role={role} ownId={actor.id} />
        <PermissionsSection role={role} />
        {role.may.history.allowed && <History id={role.id} />}
      </Columns>
    </Page>
  );
}
