import { Fact, Facts } from '#app/_ui/show/facts.tsx';
import type { AccountView } from '#lib/services/servers/view-account.ts';
import { ToldOrWhy } from '../../../_parts/told.tsx';

const titles: Readonly<Record<string, string>> = {
  account: 'Account',
  roster: 'Roster',
  vcard: 'vCard',
  private: 'Private storage',
  offline: 'Messages kept while offline',
  archive: 'Message archive',
  blocking: 'Block list',
  pubsub: 'Personal events (PEP)',
  rooms: 'Rooms',
  last: 'Last activity',
};

/** Everything that the server keeps for one person, by section. */
export function HeldData({ config }: Pick<AccountView, 'config'>) {
  return (
    <ToldOrWhy told={config}>
      {(sections) =>
        sections.length === 0 ? (
          <p className="py-1 text-sm text-soft">The server holds nothing for this account.</p>
        ) : (
          <div className="grid gap-3">
            {sections.map(({ section, rows }) => (
              <div key={section}>
                <h3 className="font-medium text-sm">{titles[section] ?? section}</h3>
                <Facts>
                  {rows.map(({ name, values }, at) => (
                    // biome-ignore lint/suspicious/noArrayIndexKey: a server may give one name twice, and the rows have no other.
                    <Fact key={`${name} ${at}`} label={name}>
                      {values.join(', ') || '–'}
                    </Fact>
                  ))}
                </Facts>
              </div>
            ))}
          </div>
        )
      }
    </ToldOrWhy>
  );
}
