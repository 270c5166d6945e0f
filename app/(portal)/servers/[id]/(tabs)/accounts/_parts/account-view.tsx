'use client';

import { Columns } from '#app/_ui/frame/page.tsx';
import { Section } from '#app/_ui/frame/section.tsx';
import type { AccountView as Account } from '#lib/services/servers/view-account.ts';
import { ServerSaid } from '../../../_parts/server-said.tsx';
import { useServerData } from '../../../_parts/use-server-data.ts';
import { AccountCard } from './account-card.tsx';
import { AccountRoster } from './account-roster.tsx';
import { AccountSessions } from './account-sessions.tsx';
import { AccountStatistics } from './account-statistics.tsx';
import { HeldData } from './held-data.tsx';

const seconds = 30;

/** All that a server tells of one account; a part that it can't tell says why, and takes no other with it. */
export function AccountView({ id, jid, mayOperate }: { id: string; jid: string; mayOperate: boolean }) {
  const data = useServerData<Account>(`/api/servers/account?${new URLSearchParams({ id, jid })}`, seconds);
  return (
    <ServerSaid data={data} lines={10}>
      {(account) => (
        <Columns side={<AccountCard id={id} account={account} mayOperate={mayOperate} refresh={data.refresh} />}>
          <AccountSessions id={id} sessions={account.sessions} mayOperate={mayOperate} refresh={data.refresh} />
          <Section title="Statistics">
            <AccountStatistics statistics={account.statistics} />
          </Section>
          <Section title="What the server holds" hint="Counted, not shown, where it is private">
            <HeldData config={account.config} />
          </Section>
          <Section title="Roster">
            <AccountRoster roster={account.roster} />
          </Section>
        </Columns>
      )}
    </ServerSaid>
  );
}
