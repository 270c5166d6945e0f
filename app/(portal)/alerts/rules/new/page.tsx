import { notFound } from 'next/navigation';
import { ErrorNote } from '#app/_ui/feedback/error-note.tsx';
import { Page } from '#app/_ui/frame/page.tsx';
import { PageHead } from '#app/_ui/frame/page-head.tsx';
import { can } from '#lib/policy/can.ts';
import { viewAlertRule } from '#lib/services/alerts/rules.ts';
import { publicFailure } from '#lib/web/answer.ts';
import { requireContext } from '#lib/web/current.ts';
import { RuleForm } from '../../_parts/rule-form.tsx';

export const dynamic = 'force-dynamic';
export const metadata = { title: 'Add rule' };

export default async function NewRulePage() {
  const context = await requireContext();
  if (!can(context.actor, 'operations.edit', { realm: null }).allowed) notFound();
  const form = await viewAlertRule(context, { id: null });
  if (!form.ok && (form.failure.kind === 'not-found' || form.failure.kind === 'invalid')) notFound();
  return (
    <Page narrow>
      <PageHead title={'Add rule'} back={{ href: '/alerts/rules', label: 'Rules' }} />
      {form.ok ? <RuleForm {...form.value} /> : <ErrorNote failure={publicFailure(form.failure)} />}
    </Page>
  );
}
