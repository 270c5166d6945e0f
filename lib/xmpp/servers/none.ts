import { failed } from '../../domain/failure.ts';
import { noConnection } from '../connection.ts';
import type { XmppConnection } from '../port.ts';
import { type Abilities, abilityNames, type XmppServer } from './port.ts';

/** The null provider: what answers for a domain that no managed server serves, so that no caller asks whether there is one. */
export function noServer(domain: string): XmppServer {
  return without(domain, noConnection(domain), {
    why: `No managed XMPP server serves ${domain}.`,
    todo: 'A system administrator can add one under Servers.',
  });
}

/** A server that can do nothing of it, with the reason. Adapters override what they can. */
export function without(
  domain: string,
  connection: XmppConnection,
  { why, todo }: { why: string; todo: string },
): XmppServer {
  const refuse = async () => failed({ kind: 'unavailable', why, todo });
  const denied = Object.fromEntries(abilityNames.map((name) => [name, { can: false, why, todo }])) as Abilities;
  return {
    connection,
    domain,
    abilities: async () => denied,
    make: async () => '',
    hosts: refuse,
    onlineCount: refuse,
    registeredCount: refuse,
    onlineSessions: refuse,
    sessionsOf: refuse,
    lastActivity: refuse,
    endSessions: refuse,
    statistics: refuse,
    userConfig: refuse,
    roster: refuse,
    changePassword: refuse,
    announceOnline: refuse,
    announceAll: refuse,
    announceTo: refuse,
    motd: refuse,
    s2sSessions: refuse,
    cluster: refuse,
    nodeFacts: refuse,
    joinNode: refuse,
    drainNode: refuse,
    leaveNode: refuse,
    forgetNode: refuse,
    routes: refuse,
    counters: refuse,
    restart: refuse,
    shutdown: refuse,
    stores: refuse,
    copyStore: refuse,
    deleteStore: refuse,
    replaceContact: refuse,
    replaceAffiliate: refuse,
  };
}
