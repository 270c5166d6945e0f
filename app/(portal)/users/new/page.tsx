import { notFound } from 'next/navigation';
import { ErrorNote } from '#app/_ui/feedback/error-note.tsx';
import { Page } from '#app/_ui/frame/page.tsx';
import { PageHead } from '#app/_ui/frame/page-head.tsx';
import { canSomewhere } from '#lib/policy/can.ts';
import { policyRules, readPasswordPolicy } from '#lib/services/password-policy.ts';
import { realmChoices } from '#lib/services/realms/list-choices.ts';
import { publicFailure } from '#lib/web/answer.ts';
import { requireContext } from '#lib/web/current.ts';
import { CreateUserForm } from './_parts/create-user-form.tsx';

export const dynamic = 'force-dynamic';
export const metadata = { title: 'Create user' };

type Props = { searchParams: Promise<{ realm?: string | string[] }> };

export default async function CreateUserPage({ searchParams }: Props) {
  const context = await requireContext();
  if (!canSomewhere(context.actor, 'users.create')) notFound();
  const [{ realm }, choices, policy] = await Promise.all([
    searchParams,
    realmChoices(context, { for: 'users.create' }),
    readPasswordPolicy(context, null),
  ]);
  const content = !choices.ok ? (
    <ErrorNote failure={publicFailure(choices.failure)} />
  ) : !policy.ok ? (
    <ErrorNote failure={publicFailure(policy.failure)} />
  ) : (
    <CreateUserForm
      realms={choices.value.realms}
      chosen={realm?.toString()}
      rules={policyRules(policy.value).map(({ text }) => text)}
    />
  );
  return (
    <Page narrow>
      <PageHead title="Create user" back={{ href: '/users', label: 'Users' }} />
      {content}
    </Page>
  );
}
