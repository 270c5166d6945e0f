import { randomBytes } from 'node:crypto';
import { mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { type Behaviour, fleetCommunity, type SimulatedDevice, startDevice } from './fleet.ts';
import { freeUdpPort, type SnmpdFacts, type SnmpUser, startSnmpd } from './snmpd.ts';
import { beginTalk } from './talk.ts';

/** What the demo has to be asked by SNMP: this machine by a real snmpd, and gear that is simulated. */
export type SnmpFacts = {
  snmpd: SnmpdFacts;
  /** Where subagents join it. null where the folder's path is too long for a socket. */
  agentX: string | null;
  fleet: FleetFacts[];
  /** Where all of it sends its traps; nothing in the lab listens there. */
  traps: { host: string; port: number };
};
export type FleetFacts = { name: string; behaviour: Behaviour | 'dead'; host: string; port: number; community: string };

export type SnmpLab = { facts: SnmpFacts; stop(): Promise<void> };

/** sun_path holds 108 bytes. */
const longestSocketPath = 100;
const gear = [
  { name: 'Core switch', behaviour: 'switch64' },
  { name: 'Old switch', behaviour: 'switch32' },
  { name: 'Printer on the stairs', behaviour: 'printer' },
  { name: 'Switch in the cellar', behaviour: 'dead' },
] as const;

/** Ports and secrets are those of the last start, so that what the portal keeps of them stays right. */
export async function startSnmpLab(home: string, host: string): Promise<SnmpLab> {
  const folder = join(home, 'snmp');
  mkdirSync(folder, { recursive: true, mode: 0o700 });
  const kept = readFacts(folder) ?? (await newFacts(folder, host));
  // Those of an older demo have none.
  const facts = { ...kept, traps: kept.traps ?? { host, port: await freeUdpPort(host) } };
  const { snmpd: wanted, agentX } = facts;
  const extra = ['sysName demo.bailiwick.example', ...(agentX ? subagents(agentX) : []), ...trapsTo(facts)];
  const snmpd = await startSnmpd({ folder, ...wanted, extra });
  writeFileSync(factsFile(folder), `${JSON.stringify(facts, null, 2)}\n`, { mode: 0o600 });
  const fleet: SimulatedDevice[] = [];
  for (const { behaviour, name, host: at, port } of facts.fleet)
    if (behaviour !== 'dead') fleet.push(await startDevice(at, behaviour, name, port));
  const timer = setInterval(() => traffic(fleet, facts.fleet), 1000);
  const talk = beginTalk(fleet, facts);
  return {
    facts,
    async stop() {
      clearInterval(timer);
      talk.end();
      await Promise.all([snmpd.stop(), ...fleet.map((device) => device.stop())]);
    },
  };
}

function subagents(socket: string): string[] {
  return ['master agentx', `agentXSocket ${socket}`, 'agentXPerms 0600 0700', 'agentXTimeout 2'];
}

/** snmpd tells, by version 3, of its starts and of whoever asks it with a wrong community. */
function trapsTo({ snmpd: { host: snmpdHost, users }, traps: { host, port } }: SnmpFacts): string[] {
  const [user] = users;
  if (!user) return [];
  const { name, auth, authPassword, priv, privPassword } = user;
  const keys = `-a ${auth} -A ${authPassword} -x ${priv === 'AES-128' ? 'AES' : 'AES-256'} -X ${privPassword}`;
  // Left to itself, it would send from 127.0.0.1, wherever it is asked.
  return [
    'authtrapenable 1',
    `[snmp] clientaddr ${snmpdHost}`,
    `trapsess -v 3 -u ${name} -l authPriv ${keys} ${host}:${port}`,
  ];
}

async function newFacts(folder: string, host: string): Promise<SnmpFacts> {
  const socket = join(folder, 'agentx');
  const user: SnmpUser = {
    name: 'bailiwick',
    auth: 'SHA-256',
    authPassword: random(),
    priv: 'AES-128',
    privPassword: random(),
  };
  const fleet: FleetFacts[] = [];
  for (const one of gear) fleet.push({ ...one, host, port: await freeUdpPort(host), community: fleetCommunity });
  return {
    snmpd: { host, port: await freeUdpPort(host), community: random(), users: [user] },
    agentX: Buffer.byteLength(socket) < longestSocketPath ? socket : null,
    fleet,
    traps: { host, port: await freeUdpPort(host) },
  };
}

/** Octets rise by day and by hour, as on real gear: enough to look at. */
function traffic(fleet: readonly SimulatedDevice[], facts: readonly FleetFacts[]): void {
  const seconds = Date.now() / 1000;
  const rate = (port: number) => 2_000_000 * (1.2 + Math.sin(seconds / 600 + port) + 0.3 * Math.sin(seconds / 37));
  for (const device of fleet) {
    const behaviour = facts.find(({ port }) => port === device.port)?.behaviour;
    for (const [row, column] of [1, 2].flatMap((one) => [10, 16].map((other) => [one, other] as const))) {
      const total = BigInt(Math.round(2_400_000 * (seconds % 1e7) + 100 * rate(row + column)));
      if (behaviour === 'switch32') device.set(`1.3.6.1.2.1.2.2.1.${column}.${row}`, Number(total % 2n ** 32n));
      if (behaviour === 'switch64') device.set(`1.3.6.1.2.1.31.1.1.1.${column === 10 ? 6 : 10}.${row}`, total);
    }
    device.setUptime(Math.round(process.uptime() * 100) + 8_640_000);
  }
}

function readFacts(folder: string): SnmpFacts | null {
  try {
    return JSON.parse(readFileSync(factsFile(folder), 'utf8')) as SnmpFacts;
  } catch {
    return null;
  }
}

function factsFile(folder: string): string {
  return join(folder, 'facts.json');
}

function random(): string {
  return randomBytes(12).toString('base64url');
}
