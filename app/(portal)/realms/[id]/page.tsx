import type { Metadata } from 'next';
import { notFound } from 'next/navigation';
import { cache } from 'react';
import { ErrorNote } from '#app/_ui/feedback/error-note.tsx';
import { Columns, Page } from '#app/_ui/frame/page.tsx';
import { Dn } from '#lib/domain/dn.ts';
import { grantAttributes } from '#lib/domain/permission.ts';
import { can } from '#lib/policy/can.ts';
import { grantLabels } from '#lib/policy/table.ts';
import { viewRealm } from '#lib/services/realms/view-realm.ts';
import { publicFailure } from '#lib/web/answer.ts';
import { requireContext } from '#lib/web/current.ts';
import { History } from '../../_parts/history.tsx';
import { DelegationSection } from './_parts/delegation-section.tsx';
import { PeopleCard, SubRealmsCard } from './_parts/realm-cards.tsx';
import { RealmHead } from './_parts/realm-head.tsx';
import { SettingsSection } from './_parts/settings-section.tsx';

export const dynamic = 'force-dynamic';

type Props = { params: Promise<{ id: string }> };

const read = cache(async (id: string) => viewRealm(await requireContext(), { id }));

export async function generateMetadata({ params }: Props): Promise<Metadata> {
  const realm = await read((await params).id);
  return { title: realm.ok ? realm.value.name : 'Realm' };
}

export default async function RealmPage({ params }: Props) {
  const context = await requireContext();
  const result = await read((await params).id);
  if (!result.ok) {
    if (result.failure.kind === 'not-found' || result.failure.kind === 'invalid') notFound();
    return (
      <Page>
        <ErrorNote failure={publicFailure(result.failure)} />
      </Page>
    );
  }
  const realm = result.value;
  const mayReadHistory = can(context.actor, 'audit.read', { realm: Dn.of(realm.dn) }).allowed;
  const side = (
    <>
      <PeopleCard realm={realm} />
      <SubRealmsCard realm={realm} />
    </>
  );
  return (
    <Page>
      <RealmHead realm={realm} />
      <Columns side={side}>
        <SettingsSection realm={realm} domainAttribute={context.tree.domainAttribute} />
        <DelegationSection realm={realm} labels={grantLabels} attributes={grantAttributes} />
        {mayReadHistory && <History id={realm.id} />}
      </Columns>
    </Page>
  );
}
