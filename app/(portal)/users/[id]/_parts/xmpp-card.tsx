'use client';

import { RotateCw } from 'lucide-react';
import { useRouter } from 'next/navigation';
import { IconButton } from '#app/_ui/button.tsx';
import { Age } from '#app/_ui/feedback/age.tsx';
import { ErrorNote } from '#app/_ui/feedback/error-note.tsx';
import { SkeletonLines } from '#app/_ui/feedback/skeleton.tsx';
import { Card } from '#app/_ui/frame/section.tsx';
import { Fact, Facts } from '#app/_ui/show/facts.tsx';
import { RelativeTime } from '#app/_ui/show/relative-time.tsx';
import type { XmppView } from '#lib/services/users/view-xmpp.ts';
import { useAsked } from '../../../_parts/use-asked.ts';
import { XmppSessions } from '../../../_parts/xmpp-sessions.tsx';
import { PresenceBadge } from '../../_parts/presence-badge.tsx';
import { endXmppSessions } from '../../actions.ts';

/** Presence and sessions on the XMPP server, asked when the page is there. */
export function XmppCard({ id, disabledReason }: { id: string; disabledReason?: string }) {
  const router = useRouter();
  const { value, failure, asking, ask } = useAsked<XmppView>(
    `/api/users/xmpp?${new URLSearchParams({ id })}`,
    'The XMPP server was not asked.',
  );
  return (
    <Card
      title="XMPP"
      action={<IconButton size="s" label="Ask again" icon={<RotateCw aria-hidden />} pending={asking} onClick={ask} />}
    >
      {failure && <ErrorNote failure={failure} />}
      {!failure && !value && <SkeletonLines lines={2} />}
      {value && (
        <>
          <Facts>
            <Fact label="Presence">
              <PresenceBadge state={value.state} />
              {value.why && <p className="mt-1 text-faint text-xs">{value.why}</p>}
            </Fact>
            {value.state !== 'unknown' && (
              <Fact label="Last seen">
                <LastSeen view={value} />
              </Fact>
            )}
          </Facts>
          {!value.listed && value.state !== 'unknown' && (
            <p className="text-faint text-xs">This server can’t list sessions.</p>
          )}
          <XmppSessions
            sessions={value.sessions}
            disabledReason={disabledReason}
            end={(resource) => endXmppSessions({ id, resource })}
            onEnded={() => {
              ask();
              router.refresh();
            }}
            all
          />
          <div className="pt-1">
            <Age noun="Answer" asOf={value.asOf} />
          </div>
        </>
      )}
    </Card>
  );
}

function LastSeen({ view: { state, lastSeenAt, lastSeenWhy } }: { view: XmppView }) {
  if (state !== 'offline') return 'now';
  if (lastSeenAt) return <RelativeTime value={lastSeenAt} />;
  return <span className="text-faint">{lastSeenWhy || 'The server doesn’t know.'}</span>;
}
