import { lookup } from 'node:dns/promises';
import { failed, ok } from '../domain/failure.ts';
import { discover, identify } from './discover.ts';
import { ownProfile } from './own-profile.ts';
import type { SnmpManager } from './port.ts';
import { profilesNamed } from './profiles/all.ts';
import { readDevice } from './read-device.ts';
import { openPackets } from './session.ts';
import { overPackets } from './walk.ts';

const defaultPort = 161;

/** Sessions over UDP. */
export const snmpManager: SnmpManager = {
  identify,
  discover: (session) => discover(session),
  read: (session, profiles, watched = []) => readDevice(session, [...profilesNamed(profiles), ...ownProfile(watched)]),
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
