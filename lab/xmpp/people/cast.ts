import type { LabFacts } from '../../facts.ts';
import type { XmppServerFacts } from '../facts.ts';

/** Somebody who is kept online. */
export type Actor = {
  jid: string;
  password: string;
  resource: string;
  /** Where they sign in: one of their server's nodes. */
  host: string;
  port: number;
  contacts: string[];
  rooms: string[];
};

const resources = ['desk', 'phone', 'laptop'];
const demoUids = ['uma', 'nora', 'fay', 'hana', 'otto'];

/** Four to seven people on each server, spread over its nodes, who know their neighbours and two rooms. */
export function cast(facts: LabFacts): Actor[] {
  const { accounts, xmpp, xmppAccounts } = facts;
  if (!xmpp) return [];
  const demo = accounts
    .filter(({ uid }) => demoUids.includes(uid))
    .map(({ uid, dn, password }) => ({ jid: `${uid}@${domainOf(dn, facts)}`, password }));
  const generated = xmppAccounts.people.jids.map((jid) => ({ jid, password: xmppAccounts.people.password }));
  const everybody = [...demo, ...generated].flatMap((person) => {
    const server = xmpp.servers.find(({ domains }) => domains.includes(person.jid.split('@')[1] ?? ''));
    return server ? [{ ...person, server }] : [];
  });
  return everybody.map(({ jid, password, server }, index) => {
    const node = server.nodes[index % server.nodes.length];
    return {
      jid,
      password,
      resource: resources[index % resources.length] as string,
      host: node?.host ?? server.host,
      port: server.ports.direct,
      // The next three in a circle, on whichever server they are.
      contacts: [1, 2, 3].map((step) => everybody[(index + step) % everybody.length]?.jid ?? jid),
      rooms: roomsOf(server, xmpp.servers, index),
    };
  });
}

/** The room of one's own server; every third person is in the other one as well. */
function roomsOf(own: XmppServerFacts, all: readonly XmppServerFacts[], index: number): string[] {
  const joined = index % 3 === 0 ? all : [own];
  return joined.map(({ name, rooms }) => `${name === 'north' ? 'harbour' : 'terrace'}@${rooms}`);
}

function domainOf(dn: string, { realms }: LabFacts): string | undefined {
  const own = Object.values(realms)
    .filter((realm) => dn.endsWith(`,${realm.dn}`))
    .sort((a, b) => b.dn.length - a.dn.length)[0];
  return own?.domains[0];
}
