import type { S2sSession, XmppSession } from '../xmpp/servers/port.ts';
import type { Application, SessionKind } from './application.ts';

type Mechanisms = Application['mechanisms'];
type Encryption = Application['encryption'];

const authentications = { certificate: 'EXTERNAL', dialback: 'DIALBACK', none: 'NONE' };
/** A server may tell anything; so many names of one kind are believed. */
const mostNames = 64;

/** Sessions by mechanism; those whose mechanism isn't known are in none. */
export function byMechanism(clients: readonly XmppSession[], servers: readonly S2sSession[]): Mechanisms {
  const known = [
    ...clients.map(({ mechanism }) => ({ kind: 'c2s' as SessionKind, name: mechanism })),
    ...servers.map((one) => ({ kind: kindOf(one), name: one.authentication && authentications[one.authentication] })),
  ];
  const named = known.flatMap(({ kind, name }) => (name ? [{ kind, name }] : []));
  return counted(named, ({ kind, name }) => `${kind} ${name}`);
}

export function byEncryption(clients: readonly XmppSession[], servers: readonly S2sSession[]): Encryption {
  const all = [
    ...clients.map(({ tls, cipher }) => ({ kind: 'c2s' as SessionKind, version: tls, cipher })),
    ...servers.map((one) => ({ kind: kindOf(one), version: one.tls, cipher: one.cipher })),
  ];
  const named = all.flatMap(({ kind, version, cipher }) => (version ? [{ kind, version, cipher: cipher ?? '' }] : []));
  return counted(named, ({ kind, version, cipher }) => `${kind} ${version} ${cipher}`);
}

export const kindOf = ({ direction }: S2sSession): SessionKind => (direction === 'in' ? 's2sIn' : 's2sOut');

function counted<T extends object>(all: readonly T[], keyOf: (one: T) => string): (T & { count: number })[] {
  const counts = new Map<string, T & { count: number }>();
  for (const one of all) {
    const before = counts.get(keyOf(one));
    if (before) before.count += 1;
    else if (counts.size < mostNames) counts.set(keyOf(one), { ...one, count: 1 });
  }
  return [...counts.values()];
}
