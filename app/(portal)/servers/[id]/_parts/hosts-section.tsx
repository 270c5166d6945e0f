'use client';

import { Age } from '#app/_ui/feedback/age.tsx';
import { Section } from '#app/_ui/frame/section.tsx';
import { Mono } from '#app/_ui/show/mono.tsx';
import type { HostRow, ServerHosts } from '#lib/services/servers/server-hosts.ts';
import { Known } from './glance-figures.tsx';
import { ServerSaid } from './server-said.tsx';
import type { ServerData } from './use-server-data.ts';

const kinds = { users: 'People', rooms: 'Rooms', other: 'Service' } as const satisfies Record<HostRow['kind'], string>;

/** The domains that the server answers for. Accounts are the server's own count, or the directory's where it has none. */
export function HostsSection({ data, among }: { data: ServerData<ServerHosts>; among: { said: boolean } }) {
  return (
    <Section title="Hosts">
      <ServerSaid data={data} among={among}>
        {({ rows, asOf }) => (
          <div className="grid gap-1">
            <div className="overflow-x-auto">
              <table className="w-full text-left text-sm">
                <thead className="text-faint text-xs">
                  <tr>
                    <th className="py-1 pr-4 font-medium">Domain</th>
                    <th className="py-1 pr-4 font-medium">For</th>
                    <th className="py-1 pr-4 text-right font-medium">Online</th>
                    <th className="py-1 text-right font-medium">Accounts</th>
                  </tr>
                </thead>
                <tbody data-figures>
                  {rows.map((row) => (
                    <tr key={row.host} className="border-line border-t">
                      <td className="py-1 pr-4">
                        <Mono value={row.host} wrap />
                      </td>
                      <td className="py-1 pr-4 text-soft">{kinds[row.kind]}</td>
                      <td className="py-1 pr-4 text-right">
                        {row.online && <Known told={row.online}>{(count) => count.toLocaleString('en')}</Known>}
                      </td>
                      <td className="py-1 text-right">
                        <Accounts row={row} />
                      </td>
                    </tr>
                  ))}
                </tbody>
              </table>
            </div>
            {rows.length === 0 && <p className="py-1 text-faint text-sm">It names no domain.</p>}
            <Age noun="Hosts" asOf={asOf} staleAfterSeconds={30} onRefresh={data.refresh} refreshing={data.loading} />
          </div>
        )}
      </ServerSaid>
    </Section>
  );
}

function Accounts({ row: { registered, inDirectory } }: { row: HostRow }) {
  if (registered && 'value' in registered)
    return (
      <>
        {registered.value.toLocaleString('en')} <span className="text-faint text-xs">by the server</span>
      </>
    );
  if (inDirectory === null) return null;
  const why = registered ? [registered.why, registered.todo].filter(Boolean).join(' ') : undefined;
  return (
    <>
      {inDirectory.toLocaleString('en')}{' '}
      <span
        // biome-ignore lint/a11y/noNoninteractiveTabindex: why the server doesn't count must be reachable by keyboard.
        tabIndex={0}
        data-tip={why}
        className="cursor-help rounded-sm text-faint text-xs underline decoration-dotted underline-offset-3"
      >
        in the directory
      </span>
    </>
  );
}
