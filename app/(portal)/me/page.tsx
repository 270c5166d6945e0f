import { ErrorNote } from '#app/_ui/feedback/error-note.tsx';
import { Columns, Page } from '#app/_ui/frame/page.tsx';
import { PageHead } from '#app/_ui/frame/page-head.tsx';
import { personAttributes } from '#lib/domain/person-attribute.ts';
import { listMySessions } from '#lib/services/me/my-sessions.ts';
import { type MyView, viewMe } from '#lib/services/me/view-me.ts';
import { publicFailure } from '#lib/web/answer.ts';
import { requireContext } from '#lib/web/current.ts';
import { MyAccount } from './_parts/my-account.tsx';
import { MyCredentials } from './_parts/my-credentials.tsx';
import { MyHead } from './_parts/my-head.tsx';
import { MyHistory } from './_parts/my-history.tsx';
import { MyMemberships } from './_parts/my-memberships.tsx';
import { MySection } from './_parts/my-section.tsx';
import { MySessions } from './_parts/my-sessions.tsx';
import { MyXmppSessions } from './_parts/my-xmpp-sessions.tsx';
import { PasswordSection } from './_parts/password-section.tsx';

export const dynamic = 'force-dynamic';
export const metadata = { title: 'Me' };

const sections = ['Identity', 'Contact', 'Organisation'] as const;

export default async function MePage() {
  const context = await requireContext();
  const [me, sessions] = await Promise.all([viewMe(context, {}), listMySessions(context, {})]);
  if (!me.ok)
    return (
      <Page>
        <PageHead title="Me" />
        <ErrorNote failure={publicFailure(me.failure)} />
      </Page>
    );
  return (
    <Page>
      <MyHead me={me.value} />
      <Columns side={<Side me={me.value} signedInAt={sessions.ok ? sessions.value[0]?.createdAt : undefined} />}>
        {sections.map((section) => (
          <Profile key={section} section={section} me={me.value} />
        ))}
        <MyCredentials certificates={me.value.certificates} sshKeys={me.value.sshKeys} />
        <PasswordSection rules={me.value.password.rules} minLength={me.value.password.minLength} />
        {sessions.ok ? (
          <MySessions sessions={sessions.value} />
        ) : (
          <ErrorNote failure={publicFailure(sessions.failure)} />
        )}
        {me.value.jid && <MyXmppSessions jid={me.value.jid} />}
        <MyHistory asOf={Date.now()} />
      </Columns>
    </Page>
  );
}

/** A new password makes the directory forget when it was last signed in with; this session still knows. */
function Side({ me, signedInAt }: { me: MyView; signedInAt: string | undefined }) {
  return (
    <>
      <MyAccount state={me.state} uid={me.uid} lastSignInAt={me.state.lastSignInAt ?? signedInAt ?? null} />
      <MyMemberships memberships={me.memberships} />
    </>
  );
}

/** What is filled or may be filled: a section in which there is neither is left out. */
function Profile({ section, me }: { section: (typeof sections)[number]; me: MyView }) {
  const attributes = personAttributes.filter((attribute) => attribute.section === section);
  const fixed = attributes.filter(({ name }) => !me.editable.includes(name)).map(({ name }) => name);
  const nothing = fixed.length === attributes.length && !attributes.some(({ name }) => me.attributes[name]?.length);
  if (nothing) return null;
  return <MySection title={section} attributes={attributes} values={me.attributes} fixed={fixed} />;
}
