import type { FleetFacts, SnmpFacts } from '../lab/snmp/demo.ts';
import type { SnmpdFacts } from '../lab/snmp/snmpd.ts';
import type { Config } from '../lib/config/config.ts';
import { openDatabase } from '../lib/store/database.ts';
import {
  type DeviceSecrets,
  type DeviceSettings,
  insertDevice,
  newDeviceId,
  readDevices,
} from '../lib/store/devices.ts';
import { secretBox } from '../lib/store/secret-box.ts';

/** What answers SNMP in the demo stands in the portal from the first start, as if somebody had added it; removed, it stays away. */
export async function addDemoDevices(
  databaseUrl: string,
  settings: Config,
  snmp: SnmpFacts,
  first: boolean,
): Promise<void> {
  const db = openDatabase(databaseUrl, { connections: 1 });
  try {
    if (!first && (await readDevices(db)).length > 0) return;
    const box = secretBox(settings.secretKey);
    for (const device of [thisMachine(snmp.snmpd), ...snmp.fleet.map(simulated)])
      await insertDevice(db, box, { ...device, id: newDeviceId() });
  } finally {
    await db.close();
  }
}

type New = { settings: DeviceSettings; secrets: DeviceSecrets };

function thisMachine({ host, port, users: [user] }: SnmpdFacts): New {
  const { name: userName = '', auth = 'SHA-256', priv = 'AES-128', authPassword = '', privPassword = '' } = user ?? {};
  const profiles = ['system', 'interfaces', 'host-resources', 'ucd', 'network-services', 'bailiwick'];
  return {
    settings: {
      ...{ name: 'This machine', host, port, snmp: '3', userName, level: 'authPriv', auth, priv },
      ...{ context: '', profiles, pollSeconds: 10 },
    },
    secrets: { community: '', authPassword, privPassword },
  };
}

function simulated({ name, behaviour, host, port, community }: FleetFacts): New {
  const profiles = ['system', behaviour === 'printer' ? 'printer' : 'interfaces'];
  return {
    settings: {
      ...{ name, host, port, snmp: '2c', userName: '', level: 'authPriv', auth: 'SHA-256', priv: 'AES-128' },
      ...{ context: '', profiles, pollSeconds: 10 },
    },
    secrets: { community, authPassword: '', privPassword: '' },
  };
}
