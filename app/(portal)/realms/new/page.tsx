import { notFound } from 'next/navigation';
import { ErrorNote } from '#app/_ui/feedback/error-note.tsx';
import { Page } from '#app/_ui/frame/page.tsx';
import { PageHead } from '#app/_ui/frame/page-head.tsx';
import { can, canSomewhere } from '#lib/policy/can.ts';
import { realmChoices } from '#lib/services/realms/list-choices.ts';
import { publicFailure } from '#lib/web/answer.ts';
import { requireContext } from '#lib/web/current.ts';
import { CreateRealmForm } from './_parts/create-realm-form.tsx';

export const dynamic = 'force-dynamic';
export const metadata = { title: 'Create realm' };

type Props = { searchParams: Promise<{ realm?: string | string[] }> };

/** `?realm=` names the realm above. */
export default async function CreateRealmPage({ searchParams }: Props) {
  const context = await requireContext();
  const { actor } = context;
  if (!canSomewhere(actor, 'realms.create')) notFound();
  const [{ realm }, choices] = await Promise.all([searchParams, realmChoices(context, { for: 'realms.create' })]);
  const everywhere = can(actor, 'realms.create', { realm: null }).allowed;
  return (
    <Page narrow>
      <PageHead title="Create realm" back={{ href: '/realms', label: 'Realms' }} />
      {choices.ok ? (
        <CreateRealmForm realms={choices.value.realms} chosen={realm?.toString()} everywhere={everywhere} />
      ) : (
        <ErrorNote failure={publicFailure(choices.failure)} />
      )}
    </Page>
  );
}
