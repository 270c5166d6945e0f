import { Mono } from '#app/_ui/show/mono.tsx';
import type { AccountView } from '#lib/services/servers/view-account.ts';
import { ToldOrWhy } from '../../../_parts/told.tsx';

/** Who is on the person's list, as the server has it; nothing is changed here. */
export function AccountRoster({ roster }: Pick<AccountView, 'roster'>) {
  return (
    <ToldOrWhy told={roster}>
      {({ items, more }) =>
        items.length === 0 ? (
          <p className="py-1 text-sm text-soft">Nobody is on it.</p>
        ) : (
          <div className="overflow-x-auto">
            <table aria-label="Roster" className="w-full min-w-120 text-left text-sm">
              <thead className="text-faint text-xs">
                <tr>
                  {['JID', 'Name', 'Subscription', 'Groups'].map((head) => (
                    <th key={head} scope="col" className="py-1 pr-4 font-medium">
                      {head}
                    </th>
                  ))}
                </tr>
              </thead>
              <tbody>
                {items.map(({ jid, name, subscription, ask, groups }) => (
                  <tr key={jid} className="border-line border-t">
                    <td className="py-1 pr-4">
                      <Mono value={jid} wrap />
                    </td>
                    <td className="py-1 pr-4">{name || <span className="text-faint">–</span>}</td>
                    <td className="py-1 pr-4">
                      {subscription}
                      {ask && <span className="text-faint"> (asked)</span>}
                    </td>
                    <td className="py-1">{groups.join(', ') || <span className="text-faint">–</span>}</td>
                  </tr>
                ))}
              </tbody>
            </table>
            {more > 0 && <p className="text-faint text-xs">And {more.toLocaleString('en')} more.</p>}
          </div>
        )
      }
    </ToldOrWhy>
  );
}
