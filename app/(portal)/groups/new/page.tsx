import { notFound } from 'next/navigation';
import { ErrorNote } from '#app/_ui/feedback/error-note.tsx';
import { Page } from '#app/_ui/frame/page.tsx';
import { PageHead } from '#app/_ui/frame/page-head.tsx';
import { canSomewhere } from '#lib/policy/can.ts';
import { baseOptions } from '#lib/services/groups/base-options.ts';
import { realmChoices } from '#lib/services/realms/list-choices.ts';
import { publicFailure } from '#lib/web/answer.ts';
import { requireContext } from '#lib/web/current.ts';
import { easyAttributeOptions } from '../_parts/easy-attribute-options.ts';
import { CreateGroupForm } from './_parts/create-group-form.tsx';

export const dynamic = 'force-dynamic';
export const metadata = { title: 'Create group' };

type Props = { searchParams: Promise<{ realm?: string | string[] }> };

export default async function CreateGroupPage({ searchParams }: Props) {
  const context = await requireContext();
  if (!canSomewhere(context.actor, 'groups.create')) notFound();
  const [{ realm }, choices] = await Promise.all([searchParams, realmChoices(context, { for: 'groups.create' })]);
  return (
    <Page narrow>
      <PageHead title="Create group" back={{ href: '/groups', label: 'Groups' }} />
      {choices.ok ? (
        <CreateGroupForm
          realms={choices.value.realms}
          everywhere={choices.value.everywhere}
          bases={baseOptions(context, choices.value.realms, choices.value.everywhere)}
          attributes={easyAttributeOptions}
          chosen={realm?.toString()}
        />
      ) : (
        <ErrorNote failure={publicFailure(choices.failure)} />
      )}
    </Page>
  );
}
