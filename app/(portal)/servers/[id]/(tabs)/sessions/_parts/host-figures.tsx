'use client';

import type { HostRow } from '#lib/services/servers/server-hosts.ts';
import { Figure, Figures } from '../../../_parts/figures.tsx';

const mostShown = 12;

/** How many are online in each domain, of how many; why not, where the server doesn't count them. */
export function HostFigures({ hosts }: { hosts: readonly HostRow[] }) {
  if (hosts.length === 0) return null;
  return (
    <Figures>
      {hosts.slice(0, mostShown).map(({ host, online, registered, inDirectory }) => (
        <Figure key={host} label={host} hint={accounts(registered, inDirectory)}>
          {online && 'value' in online ? (
            <>
              {online.value.toLocaleString('en')} <span className="font-normal text-sm text-soft">online</span>
            </>
          ) : (
            <span className="font-normal text-faint text-sm" data-tip={online?.why}>
              not counted
            </span>
          )}
        </Figure>
      ))}
      {hosts.length > mostShown && <Figure label="More domains">{hosts.length - mostShown}</Figure>}
    </Figures>
  );
}

function accounts(registered: HostRow['registered'], inDirectory: number | null): string {
  const people = inDirectory ? `${inDirectory.toLocaleString('en')} in the directory` : '';
  const own = registered && 'value' in registered ? `${registered.value.toLocaleString('en')} registered` : '';
  return [own, people].filter(Boolean).join(', ');
}
