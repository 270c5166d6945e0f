'use client';

import { MonitorSmartphone } from 'lucide-react';
import { Fragment, useState } from 'react';
import { Button } from '#app/_ui/button.tsx';
import { useToast } from '#app/_ui/feedback/toast.tsx';
import { Chip } from '#app/_ui/show/chip.tsx';
import { RelativeTime } from '#app/_ui/show/relative-time.tsx';
import type { EndedSessions } from '#lib/services/users/end-sessions.ts';
import type { SessionView } from '#lib/services/users/xmpp-session-view.ts';
import type { Answer } from '#lib/web/answer.ts';

const shows = { available: '', chat: '', away: 'Away', xa: 'Away', dnd: 'Busy' } as const;

type Props = {
  sessions: SessionView[];
  /** Why they can't be ended. */
  disabledReason?: string;
  /** `resource` null: all of them. */
  end(resource: string | null): Promise<Answer<EndedSessions>>;
  /** After one was ended. */
  onEnded(): void;
  /** With "End all sessions". */
  all?: boolean;
};

/** Devices that somebody is signed in with on the XMPP server, each with what is known of it and a way to end it. */
export function XmppSessions({ sessions, disabledReason, end, onEnded, all }: Props) {
  const [pending, setPending] = useState<string | null>(null);
  const toast = useToast();
  const run = async (resource: string | null) => {
    setPending(resource ?? '');
    const answer = await end(resource);
    setPending(null);
    onEnded();
    if (!answer.ok) {
      const { what, why, todo } = answer.failure;
      return toast({ title: what, description: `${why} ${todo}`, tone: 'problem' });
    }
    const { ended, why } = answer.value;
    const title = resource !== null ? 'The session was ended' : endedWords(ended);
    toast({ title: why ? `${title}, as the server says` : title, description: why || again });
  };
  return (
    <>
      <ul className="divide-y divide-line">
        {sessions.map((session) => (
          <li key={session.resource} className="flex min-h-12 flex-wrap items-center gap-x-3 gap-y-1 py-2 text-sm">
            <MonitorSmartphone aria-hidden className="flex-none text-faint" />
            <div className="min-w-0 flex-1">
              <p className="flex flex-wrap items-center gap-x-2">
                <span className="font-medium [overflow-wrap:anywhere]">{session.resource || 'Unnamed'}</span>
                {session.show && shows[session.show] && <Chip>{shows[session.show]}</Chip>}
              </p>
              <SessionFacts session={session} />
            </div>
            <Button
              size="s"
              aria-label={`End session ${session.resource}`}
              pending={pending === session.resource}
              disabledReason={disabledReason}
              onClick={() => run(session.resource)}
            >
              End session
            </Button>
          </li>
        ))}
      </ul>
      {all && sessions.length > 1 && (
        <Button size="s" pending={pending === ''} disabledReason={disabledReason} onClick={() => run(null)}>
          End all sessions
        </Button>
      )}
    </>
  );
}

const again = 'The client may sign in again at once.';

function endedWords(ended: number | null): string {
  if (ended === null) return 'The sessions were ended';
  return ended === 1 ? '1 session was ended' : `${ended.toLocaleString('en')} sessions were ended`;
}

/** What is known, and nothing of what isn't. */
function SessionFacts({ session: { address, tls, cipher, since, node } }: { session: SessionView }) {
  const parts = [
    address && <span className="font-mono">{address}</span>,
    tls && <span data-tip={cipher ?? undefined}>{tls}</span>,
    since && (
      <>
        since <RelativeTime value={since} />
      </>
    ),
    node && (
      <>
        on <span className="font-mono">{node}</span>
      </>
    ),
  ].filter(Boolean);
  return (
    <p className="text-faint text-xs [overflow-wrap:anywhere]">
      {parts.map((part, at) => (
        // biome-ignore lint/suspicious/noArrayIndexKey: the parts are always in one order.
        <Fragment key={at}>
          {at > 0 && ' · '}
          {part}
        </Fragment>
      ))}
    </p>
  );
}
