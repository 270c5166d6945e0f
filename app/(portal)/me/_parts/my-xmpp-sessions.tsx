'use client';

import { ErrorNote } from '#app/_ui/feedback/error-note.tsx';
import { SkeletonLines } from '#app/_ui/feedback/skeleton.tsx';
import { Section } from '#app/_ui/frame/section.tsx';
import { Term } from '#app/_ui/show/term.tsx';
import type { XmppView } from '#lib/services/users/view-xmpp.ts';
import { useAsked } from '../../_parts/use-asked.ts';
import { XmppSessions } from '../../_parts/xmpp-sessions.tsx';
import { endMyXmppSession } from '../actions.ts';

/** Devices that one chats with; asked when the page is there, so that a server that is away holds nothing up. */
export function MyXmppSessions({ jid }: { jid: string }) {
  const { value, failure, ask } = useAsked<XmppView>('/api/me/xmpp-sessions', 'Your devices were not asked for.');
  return (
    <Section
      id="devices"
      title="Chat devices"
      hint={
        <>
          Where you are signed in to chat as{' '}
          <Term tip="Your JID: the address that others write to you at, on any XMPP service.">{jid}</Term>
        </>
      }
    >
      {failure && <ErrorNote failure={failure} />}
      {!failure && !value && <SkeletonLines lines={2} />}
      {value && <Devices view={value} onEnded={ask} />}
    </Section>
  );
}

function Devices({ view: { sessions, why, listed, state }, onEnded }: { view: XmppView; onEnded(): void }) {
  if (why) return <p className="py-1 text-faint text-sm">Your devices can’t be listed now: {why}</p>;
  if (!listed && state !== 'offline')
    return <p className="py-1 text-faint text-sm">You are signed in, but this server can’t list devices.</p>;
  if (sessions.length === 0) return <p className="py-1 text-faint text-sm">You are signed in with no device.</p>;
  return (
    <XmppSessions
      sessions={sessions}
      end={(resource) => endMyXmppSession({ resource: resource ?? '' })}
      onEnded={onEnded}
    />
  );
}
