'use client';

import { Age } from '#app/_ui/feedback/age.tsx';
import { Section } from '#app/_ui/frame/section.tsx';
import { Mono } from '#app/_ui/show/mono.tsx';
import type { HostRow, ServerHosts } from '#lib/services/servers/server-hosts.ts';
import { Known } from './glance-figures.tsx';
import { ServerSaid } from './server-said.tsx';
import type { ServerData } from './use-server-data.ts';

const kinds = { users: 'People', rooms: 'Rooms', other: 'Service' } as const satisfies Record<HostRow['kind'], string>;

/** The domains that the server answers for. How many people there are, the server says, and the directory beside it. */
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
                    <th className="py-1 pr-4 font-medium max-sm:hidden">For</th>
                    <th className="py-1 pr-4 text-right font-medium">Online</th>
                    <th className="py-1 pr-4 text-right font-medium">Accounts</th>
                    <th className="py-1 text-right font-medium">In the directory</th>
                  </tr>
                </thead>
                <tbody data-figures>
                  {rows.map((row) => (
                    <tr key={row.host} className="border-line border-t">
                      <td className="py-1 pr-4">
                        <Mono value={row.host} wrap />
                      </td>
                      <td className="py-1 pr-4 text-soft max-sm:hidden">{kinds[row.kind]}</td>
                      <td className="py-1 pr-4 text-right">
                        {row.online && <Known told={row.online}>{(count) => count.toLocaleString('en')}</Known>}
                      </td>
                      <td className="py-1 pr-4 text-right">
                        {row.registered && <Known told={row.registered}>{(count) => count.toLocaleString('en')}</Known>}
                      </td>
                      <td className="py-1 text-right">{row.inDirectory?.toLocaleString('en')}</td>
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
