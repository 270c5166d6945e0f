import { randomUUID } from 'node:crypto';
import type { Database } from './database.ts';
import type { Device, DeviceState } from './generated/client.ts';
import type { SecretBox } from './secret-box.ts';

/** What is polled by SNMP, as people see and change it: without its secrets. */
export type DeviceSettings = {
  name: string;
  host: string;
  port: number;
  snmp: '2c' | '3';
  /** For 3; empty for 2c. */
  userName: string;
  level: 'authPriv' | 'noAuthNoPriv';
  auth: string;
  priv: string;
  context: string;
  profiles: string[];
  pollSeconds: 10 | 60 | 300;
};

export type DeviceSecrets = { community: string; authPassword: string; privPassword: string };

/** `sealed` opens only with the box, for this device. */
export type KeptDevice = DeviceSettings & {
  id: string;
  version: number;
  sealed: string;
  createdAt: Date;
  changedAt: Date;
};

/** How the collector found it last. `reading` is JSON of the room that reads devices. */
export type KeptDeviceState = {
  state: 'up' | 'away';
  since: Date;
  why: string;
  polledAt: Date;
  answeredAt: Date | null;
  startedAt: Date | null;
  reading: unknown;
};

export const mostDevices = 2000;

export async function readDevices(db: Database): Promise<KeptDevice[]> {
  const rows = await db.prisma.device.findMany({ orderBy: [{ name: 'asc' }, { id: 'asc' }], take: mostDevices });
  return rows.map(keptOf);
}

export async function readDevice(db: Database, id: string): Promise<KeptDevice | null> {
  const row = await db.prisma.device.findUnique({ where: { id } });
  return row && keptOf(row);
}

export async function countDevices(db: Database): Promise<number> {
  return db.prisma.device.count();
}

/** Before it is written, so that the audit row names it. */
export function newDeviceId(): string {
  return randomUUID();
}

type New = { id: string; settings: DeviceSettings; secrets: DeviceSecrets };

/** 'taken' when another one has the name. */
export async function insertDevice(db: Database, box: SecretBox, { id, settings, secrets }: New) {
  const now = new Date();
  return orTaken(async () => {
    const secret = sealSecrets(box, id, secrets);
    await db.prisma.device.create({ data: { ...settings, secret, id, createdAt: now, changedAt: now } });
  });
}

/** `secrets` null: what is kept stays. 'stale' when somebody changed it since `version`. */
export async function updateDevice(
  db: Database,
  box: SecretBox,
  { id, version, settings, secrets }: Omit<New, 'secrets'> & { version: number; secrets: DeviceSecrets | null },
): Promise<'done' | 'taken' | 'stale'> {
  let changed = 0;
  const written = await orTaken(async () => {
    const sealed = secrets && { secret: sealSecrets(box, id, secrets) };
    const data = { ...settings, ...sealed, version: version + 1, changedAt: new Date() };
    changed = (await db.prisma.device.updateMany({ where: { id, version }, data })).count;
  });
  return written === 'done' && changed === 0 ? 'stale' : written;
}

/** False when it was gone already. */
export async function deleteDevice(db: Database, id: string): Promise<boolean> {
  return (await db.prisma.device.deleteMany({ where: { id } })).count > 0;
}

/** null when they were sealed with another key. */
export function deviceSecretsOf(
  box: SecretBox,
  { id, sealed }: Pick<KeptDevice, 'id' | 'sealed'>,
): DeviceSecrets | null {
  const opened = box.open(sealed, placeOf(id));
  return opened === null ? null : (JSON.parse(opened) as DeviceSecrets);
}

/** By device id. One question for all. */
export async function readDeviceStates(db: Database): Promise<Map<string, Omit<KeptDeviceState, 'reading'>>> {
  const rows = await db.prisma.deviceState.findMany({ omit: { reading: true }, take: mostDevices });
  return new Map(rows.map((row) => [row.deviceId, { ...row, state: stateOf(row) }]));
}

export async function readDeviceState(db: Database, id: string): Promise<KeptDeviceState | null> {
  const row = await db.prisma.deviceState.findUnique({ where: { deviceId: id } });
  return row && { ...row, state: stateOf(row) };
}

/** `reading` undefined: what it said last stays. A device that was removed meanwhile gets no row. */
export async function keepDeviceState(db: Database, id: string, state: KeptDeviceState): Promise<void> {
  await db.query(
    `INSERT INTO device_state (device_id, state, since, why, polled_at, answered_at, started_at, reading)
     SELECT id, $2, $3::timestamptz, $4, $5::timestamptz, $6::timestamptz, $7::timestamptz, $8::jsonb FROM device WHERE id = $1::uuid
     ON CONFLICT (device_id) DO UPDATE SET state = excluded.state, since = excluded.since, why = excluded.why,
       polled_at = excluded.polled_at, answered_at = coalesce(excluded.answered_at, device_state.answered_at),
       started_at = coalesce(excluded.started_at, device_state.started_at),
       reading = coalesce(excluded.reading, device_state.reading)`,
    [
      id,
      state.state,
      state.since.toISOString(),
      state.why,
      state.polledAt.toISOString(),
      state.answeredAt?.toISOString() ?? null,
      state.startedAt?.toISOString() ?? null,
      state.reading === undefined ? null : JSON.stringify(state.reading),
    ],
  );
}

function stateOf({ state }: Pick<DeviceState, 'state'>): 'up' | 'away' {
  return state === 'up' ? 'up' : 'away';
}

function sealSecrets(box: SecretBox, id: string, secrets: DeviceSecrets): string {
  return box.seal(JSON.stringify(secrets), placeOf(id));
}

function placeOf(id: string): string {
  return `device ${id.toLowerCase()}`;
}

function keptOf({ secret, snmp, level, pollSeconds, ...row }: Device): KeptDevice {
  return {
    ...row,
    sealed: secret,
    snmp: snmp === '2c' ? '2c' : '3',
    level: level === 'noAuthNoPriv' ? 'noAuthNoPriv' : 'authPriv',
    pollSeconds: pollSeconds === 10 || pollSeconds === 300 ? pollSeconds : 60,
  };
}

/** P2002: a unique index said no. */
async function orTaken(write: () => Promise<void>): Promise<'done' | 'taken'> {
  try {
    await write();
    return 'done';
  } catch (error) {
    if ((error as { code?: string }).code === 'P2002') return 'taken';
    throw error;
  }
}
