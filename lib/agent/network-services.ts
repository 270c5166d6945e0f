import { type Application, associationTypes } from './application.ts';
import type { Cell, Value } from './cells.ts';
import { type Oid, oidOf } from './oid.ts';
import { counter32, gauge, identifier, integer, text, timeStamp } from './values.ts';

/** NETWORK-SERVICES-MIB (RFC 2788). */
export const networkServices = oidOf('1.3.6.1.2.1.27');
const applEntry: Oid = [...networkServices, 1, 1];
const assocEntry: Oid = [...networkServices, 2, 1];
const tcpProtocol: Oid = [...networkServices, 4];
const statuses = { up: 1, down: 2 };

/**
 * A row of applTable and its rows of assocTable. Columns 3, 11, 14 and 15 (directory name, accumulated outbound, rejected,
 * failed) never: no server tells them. `bootAt`: the moment of sysUpTime 0, in milliseconds since 1970.
 */
export function networkServicesCells(one: Application, bootAt: number): Cell[] {
  const columns: [number, Value | null][] = [
    [2, text(one.name)],
    [4, text(one.version)],
    [5, timeStamp(one.startedAt, bootAt)],
    [6, one.status && integer(statuses[one.status])],
    [7, timeStamp(one.statusSince, bootAt)],
    [8, gauge(one.inbound)],
    [9, gauge(one.outbound)],
    [10, counter32(one.accumulatedInbound)],
    [12, timeStamp(one.lastInbound, bootAt)],
    [13, timeStamp(one.lastOutbound, bootAt)],
    [16, text(one.description)],
    [17, text(one.url)],
  ];
  const associations = one.associations.flatMap(({ index, remote, port, type, since }) =>
    row(
      assocEntry,
      [one.index, index],
      [
        [2, text(remote)],
        [3, identifier([...tcpProtocol, port])],
        [4, integer(associationTypes[type])],
        [5, timeStamp(since, bootAt)],
      ],
    ),
  );
  return [...row(applEntry, [one.index], columns), ...associations];
}

/** The cells of one row; a column without a value has none. */
export function row(entry: Oid, index: Oid, columns: readonly [number, Value | null][]): Cell[] {
  return columns.flatMap(([column, value]) => (value ? [{ oid: [...entry, column, ...index], value }] : []));
}
