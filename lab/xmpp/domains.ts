/** Served by the two ejabberd nodes: the domains of the realms north and field. */
export const northDomains = ['north.example', 'north.example.net', 'field.example'] as const;

/** Served by Prosody. */
export const southDomain = 'south.example';

/** The service for rooms beside a domain. */
export function roomsOf(domain: string): string {
  return `rooms.${domain}`;
}
