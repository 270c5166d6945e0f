import type { Metadata } from 'next';
import { notFound } from 'next/navigation';
import { cache, Suspense } from 'react';
import { ErrorNote } from '#app/_ui/feedback/error-note.tsx';
import { Columns, Page } from '#app/_ui/frame/page.tsx';
import { baseOptions } from '#lib/services/groups/base-options.ts';
import { viewGroup } from '#lib/services/groups/view-group.ts';
import { realmChoices } from '#lib/services/realms/list-choices.ts';
import { publicFailure } from '#lib/web/answer.ts';
import { requireContext } from '#lib/web/current.ts';
import { History } from '../../_parts/history.tsx';
import { easyAttributeOptions } from '../_parts/easy-attribute-options.ts';
import { AboutSection } from './_parts/about-section.tsx';
import { FilterSection } from './_parts/filter-section.tsx';
import { GroupHead } from './_parts/group-head.tsx';
import { MemberOf } from './_parts/member-of.tsx';
import { Members } from './_parts/members.tsx';
import { RightsCard } from './_parts/rights-card.tsx';

export const dynamic = 'force-dynamic';

type Props = { params: Promise<{ id: string }> };

const read = cache(async (id: string) => viewGroup(await requireContext(), { id }));

export async function generateMetadata({ params }: Props): Promise<Metadata> {
  const group = await read((await params).id);
  return { title: group.ok ? group.value.name : 'Group' };
}

export default async function GroupPage({ params }: Props) {
  const result = await read((await params).id);
  if (!result.ok) {
    if (result.failure.kind === 'not-found' || result.failure.kind === 'invalid') notFound();
    return (
      <Page>
        <ErrorNote failure={publicFailure(result.failure)} />
      </Page>
    );
  }
  const group = result.value;
  const side = (
    <>
      <RightsCard group={group} />
      <MemberOf groups={group.memberOf} />
    </>
  );
  return (
    <Page>
      <GroupHead group={group} />
      <Columns side={side}>
        <AboutSection group={group} />
        {group.kind === 'dynamic' && (
          <FilterSection group={group} bases={await basesFor(group.realm?.key)} attributes={easyAttributeOptions} />
        )}
        <Suspense>
          <Members group={group} />
        </Suspense>
        {group.may.history.allowed && <History id={group.id} />}
      </Columns>
    </Page>
  );
}

/** Where the filter may look: the group's realm and below, or everywhere. Named for whoever only reads, too. */
async function basesFor(realmKey: string | undefined) {
  const context = await requireContext();
  const choices = await realmChoices(context, { for: 'groups.read' });
  if (!choices.ok) return [];
  const bases = baseOptions(context, choices.value.realms, choices.value.everywhere);
  return realmKey === undefined
    ? bases
    : bases.filter((base) => base.realmKey === realmKey || base.realmKey.endsWith(`,${realmKey}`));
}
