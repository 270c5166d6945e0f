import type { Metadata } from 'next';
import { notFound } from 'next/navigation';
import { cache } from 'react';
import { ErrorNote } from '#app/_ui/feedback/error-note.tsx';
import { Columns, Page } from '#app/_ui/frame/page.tsx';
import { personAttributes } from '#lib/domain/person-attribute.ts';
import { viewUser } from '#lib/services/users/view-user.ts';
import { publicFailure } from '#lib/web/answer.ts';
import { requireContext } from '#lib/web/current.ts';
import { History } from '../../_parts/history.tsx';
import { Credentials } from './_parts/credentials.tsx';
import { Memberships } from './_parts/memberships.tsx';
import { PersonSection } from './_parts/person-section.tsx';
import { RenameNotice } from './_parts/rename-notice.tsx';
import { ServerData } from './_parts/server-data.tsx';
import { StateCard } from './_parts/state-card.tsx';
import { UserHead } from './_parts/user-head.tsx';
import { XmppCard } from './_parts/xmpp-card.tsx';

export const dynamic = 'force-dynamic';

type Props = { params: Promise<{ id: string }> };

const read = cache(async (id: string) => viewUser(await requireContext(), { id }));

export async function generateMetadata({ params }: Props): Promise<Metadata> {
  const user = await read((await params).id);
  return { title: user.ok ? user.value.name : 'User' };
}

const sections = ['Identity', 'Contact', 'Organisation'] as const;

export default async function UserPage({ params }: Props) {
  const result = await read((await params).id);
  if (!result.ok) {
    if (result.failure.kind === 'not-found' || result.failure.kind === 'invalid') notFound();
    return (
      <Page>
        <ErrorNote failure={publicFailure(result.failure)} />
      </Page>
    );
  }
  const user = result.value;
  const edit = user.may['users.edit'];
  const endSessions = user.may['users.endSessions'];
  const side = (
    <>
      <StateCard user={user} />
      {user.may['users.presence']?.allowed && <XmppCard id={user.id} disabledReason={endSessions?.reason} />}
      <Memberships memberships={user.memberships} />
    </>
  );
  return (
    <Page>
      <UserHead user={user} />
      <RenameNotice id={user.id} rename={user.rename} />
      <Columns side={side}>
        {sections.map((section) => (
          <PersonSection
            key={section}
            id={user.id}
            name={user.name}
            title={section}
            attributes={personAttributes.filter((attribute) => attribute.section === section)}
            values={user.attributes}
            disabledReason={edit?.allowed ? undefined : edit?.reason}
          />
        ))}
        <Credentials
          id={user.id}
          certificates={user.certificates}
          sshKeys={user.sshKeys}
          disabledReason={edit?.allowed ? undefined : edit?.reason}
        />
        {user.may['users.serverData']?.allowed && <ServerData id={user.id} />}
        {user.may['audit.read']?.allowed && <History id={user.id} />}
      </Columns>
    </Page>
  );
}
