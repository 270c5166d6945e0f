'use client';

import { useState } from 'react';
import { Button } from '#app/_ui/button.tsx';
import { Section } from '#app/_ui/frame/section.tsx';
import { Mono } from '#app/_ui/show/mono.tsx';
import { RelativeTime } from '#app/_ui/show/relative-time.tsx';
import type { AccountView } from '#lib/services/servers/view-account.ts';
import { ShowBadge } from '../../../_parts/show-badge.tsx';
import { ToldOrWhy } from '../../../_parts/told.tsx';
import { EndSessionsDialog } from '../../sessions/_parts/end-sessions-dialog.tsx';

type Props = { id: string; sessions: AccountView['sessions']; mayOperate: boolean; refresh: () => void };

/** Each connection of the account, with what the server tells of it. */
export function AccountSessions({ id, sessions, mayOperate, refresh }: Props) {
  const [ending, setEnding] = useState<string | null>(null);
  return (
    <Section title="Sessions">
      <ToldOrWhy told={sessions}>
        {(all) =>
          all.length === 0 ? (
            <p className="py-1 text-sm text-soft">Not online.</p>
          ) : (
            <ul className="grid divide-y divide-line">
              {all.map(({ jid, show, status, since, node, address, port, tls, cipher, mechanism, transport }) => (
                <li key={jid} className="flex flex-wrap items-center gap-x-4 gap-y-1 py-2 text-sm">
                  <div className="min-w-0 flex-1 basis-64">
                    <div className="flex flex-wrap items-center gap-x-3">
                      <Mono value={jid} copy noun="JID" />
                      <ShowBadge show={show} status={status} />
                    </div>
                    <p className="text-faint text-xs [overflow-wrap:anywhere]">
                      {since && (
                        <>
                          since <RelativeTime value={since} />
                          {' · '}
                        </>
                      )}
                      {[
                        address && (port === null ? address : `${address} port ${port}`),
                        node && `on ${node}`,
                        tls && [tls, cipher].filter(Boolean).join(' '),
                        mechanism,
                        transport,
                      ]
                        .filter(Boolean)
                        .join(' · ')}
                    </p>
                  </div>
                  <Button
                    size="s"
                    aria-label={`End session ${jid}`}
                    disabledReason={!mayOperate && 'Only system administrators end sessions here.'}
                    onClick={() => setEnding(jid)}
                  >
                    End session
                  </Button>
                </li>
              ))}
            </ul>
          )
        }
      </ToldOrWhy>
      {ending && <EndSessionsDialog id={id} jids={[ending]} onClose={() => setEnding(null)} onEnded={refresh} />}
    </Section>
  );
}
