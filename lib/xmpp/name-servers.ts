import dns from 'node:dns/promises';

/**
 * Whom this process asks for SRV records from now on, wherever it does; none given: the system's. Names of hosts are still the
 * system's matter. Only what is asked through the default import of node:dns/promises follows: names that were imported one by
 * one stay with the servers of before.
 */
export function askNameServers(servers: readonly string[]): void {
  if (servers.length > 0) dns.setServers(servers);
}
