import { lookup } from 'node:dns/promises';
import { failed, ok } from '../domain/failure.ts';
import type { SnmpConnector } from './port.ts';
import { openPackets } from './session.ts';
import { overPackets } from './walk.ts';

const defaultPort = 161;

/** Sessions over UDP. */
export const snmpConnector: SnmpConnector = {
  async open({ host, port, credentials }, options) {
    const found = await lookup(host).catch(() => null);
    if (!found)
      return failed({
        kind: 'unavailable',
        why: `The name ${host} has no address.`,
        todo: 'Check the name, or write an IP address.',
      });
    const place = {
      address: found.address,
      family: found.family === 6 ? (6 as const) : (4 as const),
      port: port || defaultPort,
    };
    return ok(overPackets(openPackets(place, credentials, options)));
  },
};
