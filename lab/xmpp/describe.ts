import { join } from 'node:path';
import type { LabFacts } from '../facts.ts';
import { type Addresses, standardPorts } from './addresses.ts';
import { northDomains, roomsOf, southDomain } from './domains.ts';
import * as ejabberd from './ejabberd/node.ts';
import type { XmppFacts, XmppNodeFacts } from './facts.ts';
import * as prosody from './prosody/server.ts';

/** sun_path holds 108 bytes. */
const longestSocketPath = 100;

/** null where the folder's path is too long for a socket. */
export function adminSocketOf(folder: string): string | null {
  const path = join(folder, 'prosody/admin.sock');
  return Buffer.byteLength(path) < longestSocketPath ? path : null;
}

/** The `xmpp` part of lab.json. */
export function xmppFacts(
  folder: string,
  { directory, xmppAccounts }: LabFacts,
  addresses: Addresses,
  dns: XmppFacts['dns'],
): XmppFacts {
  const { admins } = xmppAccounts;
  const api = (host: string) => `http://${host}:${standardPorts.http}/api`;
  const node = (name: 'ej1' | 'ej2'): XmppNodeFacts => ({
    name: `${name}@localhost`,
    host: addresses[name],
    ports: standardPorts,
    logFile: ejabberd.logFileOf(join(folder, name)),
    httpApi: api(addresses[name]),
    pidFile: ejabberd.pidFileOf(join(folder, name)),
  });
  return {
    caFile: directory.caFile,
    dns,
    servers: [
      {
        name: 'north',
        kind: 'ejabberd',
        domains: [...northDomains],
        rooms: roomsOf(northDomains[0]),
        host: addresses.ej1,
        ports: standardPorts,
        tls: 'direct and starttls',
        admin: { jid: admins.north.jid, password: admins.north.password },
        nodes: [node('ej1'), node('ej2')],
        httpApi: api(addresses.ej1),
        metrics: null,
        adminSocket: null,
      },
      {
        name: 'south',
        kind: 'prosody',
        domains: [southDomain],
        rooms: roomsOf(southDomain),
        host: addresses.prosody,
        ports: standardPorts,
        tls: 'direct and starttls',
        admin: { jid: admins.south.jid, password: admins.south.password },
        nodes: [
          {
            name: southDomain,
            host: addresses.prosody,
            ports: standardPorts,
            logFile: prosody.logFileOf(join(folder, 'prosody')),
            httpApi: null,
            pidFile: prosody.pidFileOf(join(folder, 'prosody')),
          },
        ],
        httpApi: null,
        metrics: `http://${addresses.prosody}:${standardPorts.http}/metrics`,
        adminSocket: adminSocketOf(folder),
      },
    ],
  };
}

/** Where an earlier run listened. */
export function keptAddresses(facts: XmppFacts | undefined): Addresses | null {
  const hosts = facts?.servers.flatMap(({ nodes }) => nodes.map(({ host }) => host)) ?? [];
  const [ej1, ej2, south] = hosts;
  return ej1 && ej2 && south ? { ej1, ej2, prosody: south } : null;
}
