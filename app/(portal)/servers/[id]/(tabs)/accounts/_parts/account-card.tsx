'use client';

import { useState } from 'react';
import { Button } from '#app/_ui/button.tsx';
import { Card } from '#app/_ui/frame/section.tsx';
import { Chip } from '#app/_ui/show/chip.tsx';
import { Fact, Facts } from '#app/_ui/show/facts.tsx';
import { Mono } from '#app/_ui/show/mono.tsx';
import { RelativeTime } from '#app/_ui/show/relative-time.tsx';
import { StateBadge } from '#app/_ui/show/state-badge.tsx';
import type { AccountView } from '#lib/services/servers/view-account.ts';
import { ToldOrWhy } from '../../../_parts/told.tsx';
import { EndSessionsDialog } from '../../sessions/_parts/end-sessions-dialog.tsx';
import { PasswordDialog } from './password-dialog.tsx';

type Props = { id: string; account: AccountView; mayOperate: boolean; refresh: () => void };

const notYours = 'Only system administrators act on accounts here.';

/** Who it is, whether they are here, and what can be done to the account. */
export function AccountCard({ id, account, mayOperate, refresh }: Props) {
  const { jid, person, inDirectory, lastActivity, changePassword } = account;
  const [open, setOpen] = useState<'end' | 'password' | null>(null);
  return (
    <>
      <Card title="Account">
        <Facts>
          <Fact label="JID">
            <Mono value={jid} copy noun="JID" wrap />
          </Fact>
          <Fact label="Person">
            {person ? (
              <Chip href={`/users/${person.id}`}>{person.name}</Chip>
            ) : inDirectory ? (
              'In the directory'
            ) : (
              'Not in the directory'
            )}
          </Fact>
          <Fact label="Last seen">
            <ToldOrWhy told={lastActivity}>
              {({ online, at, status }) => (
                <>
                  {online ? (
                    <StateBadge state="ok">Online</StateBadge>
                  ) : (
                    <RelativeTime value={at} none="never, or not known" />
                  )}
                  {status && <span className="block text-faint text-xs">“{status}”</span>}
                </>
              )}
            </ToldOrWhy>
          </Fact>
        </Facts>
        <div className="flex flex-wrap gap-2 py-2">
          <Button size="s" disabledReason={!mayOperate && notYours} onClick={() => setOpen('end')}>
            End sessions
          </Button>
          {person ? (
            <Button size="s" href={`/users/${person.id}`}>
              Reset password
            </Button>
          ) : (
            <Button
              size="s"
              disabledReason={whyNoPassword(mayOperate, inDirectory, changePassword)}
              onClick={() => setOpen('password')}
            >
              Change password
            </Button>
          )}
        </div>
        {person && (
          <p className="text-faint text-xs">The password comes from the directory: it is reset on the person’s page.</p>
        )}
      </Card>
      {open === 'end' && <EndSessionsDialog id={id} jids={[jid]} onClose={() => setOpen(null)} onEnded={refresh} />}
      {open === 'password' && <PasswordDialog id={id} jid={jid} onClose={() => setOpen(null)} />}
    </>
  );
}

function whyNoPassword(mayOperate: boolean, inDirectory: boolean, able: AccountView['changePassword']): string | false {
  if (!mayOperate) return notYours;
  if (inDirectory) return 'The password comes from the directory.';
  return able.can ? false : `${able.why} ${able.todo}`.trim();
}
