import { type Addresses, standardPorts } from './addresses.ts';
import type { ServiceRecords } from './dns.ts';

/** Served by the two ejabberd nodes: the domains of the realms north and field. */
export const northDomains = ['north.example', 'north.example.net', 'field.example'] as const;

/** Served by Prosody. */
export const southDomain = 'south.example';

/** The service for rooms beside a domain. */
export function roomsOf(domain: string): string {
  return `rooms.${domain}`;
}

/** Where the services of each domain are (RFC 6120, 3.2.1; XEP-0368): both nodes of the cluster, and Prosody. */
export function serviceRecords({ ej1, ej2, prosody }: Addresses): ServiceRecords {
  const clients = (hosts: string[], domain: string) => [
    [`_xmpp-client._tcp.${domain}`, hosts.map((host) => ({ host, port: standardPorts.starttls }))] as const,
    [`_xmpps-client._tcp.${domain}`, hosts.map((host) => ({ host, port: standardPorts.direct }))] as const,
  ];
  const servers = (hosts: string[], domain: string) =>
    [`_xmpp-server._tcp.${domain}`, hosts.map((host) => ({ host, port: standardPorts.s2s }))] as const;
  const [north, south] = [[ej1, ej2], [prosody]];
  return Object.fromEntries([
    ...northDomains.flatMap((domain) => [...clients(north, domain), servers(north, domain)]),
    ...clients(south, southDomain),
    servers(south, southDomain),
    servers(north, roomsOf(northDomains[0])),
    servers(south, roomsOf(southDomain)),
  ]);
}
