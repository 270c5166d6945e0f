import { Fact, Facts } from '#app/_ui/show/facts.tsx';
import { RelativeTime } from '#app/_ui/show/relative-time.tsx';
import type { AccountView } from '#lib/services/servers/view-account.ts';
import { ToldOrWhy } from '../../../_parts/told.tsx';

/** XEP-0133, 4.9, and whatever else the server tells, under the names that it gives it. */
export function AccountStatistics({ statistics }: Pick<AccountView, 'statistics'>) {
  return (
    <ToldOrWhy told={statistics}>
      {({ rosterSize, onlineResources, addresses, lastSignInAt, more }) => (
        <Facts>
          <Fact label="Contacts">{rosterSize === null ? 'not told' : rosterSize.toLocaleString('en')}</Fact>
          <Fact label="Resources online">{onlineResources.join(', ') || 'none'}</Fact>
          {addresses.length > 0 && <Fact label="Addresses">{addresses.join(', ')}</Fact>}
          {lastSignInAt && (
            <Fact label="Last sign-in">
              <RelativeTime value={lastSignInAt} />
            </Fact>
          )}
          {more.map(({ label, values }) => (
            <Fact key={label} label={label}>
              {values.join(', ') || '–'}
            </Fact>
          ))}
        </Facts>
      )}
    </ToldOrWhy>
  );
}
