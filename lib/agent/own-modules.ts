import { type Application, directions, sessionKinds, stanzaKinds, stanzaScopes } from './application.ts';
import type { Cell } from './cells.ts';
import { row } from './network-services.ts';
import { type Oid, textIndex } from './oid.ts';
import { ascii, counter64, dateAndTime, displayString, gauge, thousandths } from './values.ts';

const longestMechanism = 32;
const longestVersion = 16;
const longestCipher = 64;

/** BAILIWICK-XMPP-MIB, below `base`. */
export function xmppCells({ index, xmpp }: Application, base: Oid): Cell[] {
  if (!xmpp) return [];
  const entry = (table: number): Oid => [...base, 1, 1, table, 1];
  return [
    ...row(
      entry(1),
      [index],
      [
        [1, gauge(xmpp.registered)],
        [2, gauge(xmpp.online)],
        [3, gauge(xmpp.sessions)],
        [4, gauge(xmpp.rooms)],
        [5, gauge(xmpp.s2sIn)],
        [6, gauge(xmpp.s2sOut)],
        [7, gauge(xmpp.hosts)],
        [8, gauge(xmpp.running)],
        [9, gauge(xmpp.stopped)],
        [10, dateAndTime(xmpp.countersSince)],
        [11, displayString(xmpp.countersNode)],
      ],
    ),
    ...xmpp.stanzas.flatMap(({ scope, direction, kind, count }) =>
      row(entry(2), [index, stanzaScopes[scope], directions[direction], stanzaKinds[kind]], [[4, counter64(count)]]),
    ),
    ...xmpp.rates.flatMap(({ kind, rate }) => row(entry(3), [index, stanzaKinds[kind]], [[2, thousandths(rate)]])),
  ];
}

/** BAILIWICK-SERVICES-MIB, below `base`. */
export function servicesCells({ index, sessions, mechanisms, encryption, ldap }: Application, base: Oid): Cell[] {
  const entry = (table: number): Oid => [...base, 2, 1, table, 1];
  return [
    ...sessions.flatMap(({ kind, count, octetsIn, octetsOut }) =>
      row(
        entry(1),
        [index, sessionKinds[kind]],
        [
          [2, gauge(count)],
          [3, counter64(octetsIn)],
          [4, counter64(octetsOut)],
        ],
      ),
    ),
    ...mechanisms.flatMap(({ kind, name, count }) =>
      row(entry(2), [index, sessionKinds[kind], ...textIndex(ascii(name, longestMechanism))], [[3, gauge(count)]]),
    ),
    ...encryption.flatMap(({ kind, version, cipher, count }) => {
      const names = [...textIndex(ascii(version, longestVersion)), ...textIndex(ascii(cipher, longestCipher))];
      return row(entry(3), [index, sessionKinds[kind], ...names], [[4, gauge(count)]]);
    }),
    ...ldap.flatMap(({ number, initiated, completed, rate }) =>
      row(
        entry(4),
        [index, number],
        [
          [2, counter64(initiated)],
          [3, counter64(completed)],
          [4, thousandths(rate)],
        ],
      ),
    ),
  ];
}
