import type { Application } from './application.ts';
import { Table } from './cells.ts';
import { networkServicesCells } from './network-services.ts';
import type { Oid } from './oid.ts';
import { servicesCells, xmppCells } from './own-modules.ts';

/** Everything that the agent tells of these servers. `bootAt`: the moment of sysUpTime 0, in milliseconds since 1970. */
export function tableOf(applications: readonly Application[], { base, bootAt }: { base: Oid; bootAt: number }): Table {
  return new Table(
    applications.flatMap((one) => [
      ...networkServicesCells(one, bootAt),
      ...xmppCells(one, base),
      ...servicesCells(one, base),
    ]),
  );
}
