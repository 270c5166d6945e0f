'use client';

import { Age } from '#app/_ui/feedback/age.tsx';
import { Section } from '#app/_ui/frame/section.tsx';
import { StateBadge } from '#app/_ui/show/state-badge.tsx';
import type { ServerAbilities } from '#lib/services/servers/server-abilities.ts';
import { ServerSaid } from './server-said.tsx';
import type { ServerData } from './use-server-data.ts';

type Row = ServerAbilities['abilities'][number];

/** Everything that can be asked of a server: how this one does it, and why not where it can't. */
export function AbilitiesSection({ data, among }: { data: ServerData<ServerAbilities>; among: { said: boolean } }) {
  const all = data.value?.abilities ?? [];
  const can = all.filter((row) => row.can);
  return (
    <Section
      title="What it can do"
      hint={all.length > 0 && `${can.length} of ${all.length}${madeBy(data.value?.make)}`}
    >
      <ServerSaid data={data} lines={8} among={among}>
        {({ abilities, asOf }) => (
          <>
            <table className="w-full text-left text-sm max-sm:block [&_tbody]:max-sm:block [&_td]:max-sm:block [&_th]:max-sm:block [&_tr]:max-sm:block">
              <thead className="sr-only">
                <tr>
                  <th scope="col">Ability</th>
                  <th scope="col">How, or why not</th>
                </tr>
              </thead>
              <Group title="It can" rows={abilities.filter((row) => row.can)} />
              <Group title="It can’t" rows={abilities.filter((row) => !row.can)} />
            </table>
            <Age noun="Abilities" asOf={asOf} onRefresh={data.refresh} refreshing={data.loading} />
          </>
        )}
      </ServerSaid>
    </Section>
  );
}

function madeBy(make: string | undefined): string {
  return make ? `, on ${make}` : '';
}

function Group({ title, rows }: { title: string; rows: Row[] }) {
  if (rows.length === 0) return null;
  return (
    <tbody>
      <tr>
        <th scope="rowgroup" colSpan={2} className="pt-3 pb-1 font-medium text-faint text-xs">
          {title}
        </th>
      </tr>
      {rows.map((row) => (
        <tr key={row.name} className="border-line border-t align-top max-sm:py-1">
          <th scope="row" className="py-1 pr-4 font-normal sm:w-80">
            <StateBadge state={row.can ? 'ok' : 'unknown'}>{row.words}</StateBadge>
          </th>
          <td className="py-1 text-soft [overflow-wrap:anywhere] max-sm:pl-4">
            {row.can ? row.by : [row.why, row.todo].filter(Boolean).join(' ')}
          </td>
        </tr>
      ))}
    </tbody>
  );
}
