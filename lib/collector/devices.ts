import { failed, type Result } from '../domain/failure.ts';
import { addressOfKept } from '../services/devices/find-device.ts';
import type { SnmpManager, SnmpSession } from '../snmp/port.ts';
import type { DeviceReading } from '../snmp/reading.ts';
import type { Database } from '../store/database.ts';
import {
  type KeptDevice,
  type KeptDeviceState,
  keepDeviceState,
  readDeviceStates,
  readDevices,
} from '../store/devices.ts';
import { appendEvents } from '../store/events.ts';
import type { SecretBox } from '../store/secret-box.ts';
import { readAllWatched, type WatchedObject } from '../store/watched-objects.ts';
import { saidSomething } from './asked-soon.ts';
import { samplesOf } from './device-samples.ts';
import { restartOf } from './device-uptime.ts';
import type { Job } from './schedule.ts';
import type { Sink } from './sink.ts';

export type PolledDevices = {
  db: Database;
  box: SecretBox;
  snmp: SnmpManager;
  allowed: { allowNoAuth: boolean };
  sink: Sink & { forget(target: string): void };
  /** In tests. */
  bounds?: Partial<Bounds>;
};
type Bounds = { tickMs: number; mostAtOnce: number; mostAwayAtOnce: number; deadlineMs: number };
/** Devices that are away, or never answered, have places of their own: however many they are, they take none of the others. */
const usual: Bounds = { tickMs: 1_000, mostAtOnce: 60, mostAwayAtOnce: 40, deadlineMs: 60_000 };

/** A device that says something is asked at once, but so long after it was asked at the earliest. */
const soonestMs = 5_000;

type Held = {
  kept: KeptDevice;
  watched: readonly WatchedObject[];
  session: SnmpSession | null;
  state: Omit<KeptDeviceState, 'reading'> | null;
  nextMs: number;
  polling: boolean;
  removed: boolean;
};

export const deviceTarget = (id: string) => `device:${id}`;

/**
 * Follows the table of devices and polls each when it is due. The job itself only begins polls: a device that is dead or slow
 * is waited for by nobody but itself.
 */
export function pollDevices(parts: PolledDevices): Job {
  const bounds = { ...usual, ...parts.bounds };
  const held = new Map<string, Held>();
  const busy = { up: 0, away: 0 };
  const said = saidSomething(parts.db);
  return {
    name: 'poll devices',
    everyMs: bounds.tickMs,
    longestRetryMs: 5_000,
    deadlineMs: 30_000,
    async run(signal) {
      await follow(parts, held);
      const now = Date.now();
      for (const target of await said()) askSoon(held.get(target.slice(deviceTarget('').length)), now);
      for (const device of [...held.values()].toSorted((a, b) => a.nextMs - b.nextMs)) {
        if (device.polling || device.nextMs > now) continue;
        const place = device.state?.state === 'up' ? 'up' : 'away';
        if (busy[place] >= (place === 'away' ? bounds.mostAwayAtOnce : bounds.mostAtOnce)) continue;
        busy[place] += 1;
        device.polling = true;
        // In step with the clock and not with the end of the last poll, so that steps are filled one by one.
        device.nextMs = Math.max(device.nextMs + device.kept.pollSeconds * 1000, now + device.kept.pollSeconds * 500);
        void poll(parts, device, signal, bounds.deadlineMs)
          // The database is away: the next poll keeps what it finds.
          .catch(() => {})
          .finally(() => {
            device.polling = false;
            busy[place] -= 1;
          });
      }
    },
  };
}

async function follow({ db, sink }: PolledDevices, held: Map<string, Held>): Promise<void> {
  const [rows, watched] = await Promise.all([readDevices(db), readAllWatched(db)]);
  const there = new Set(rows.map(({ id }) => id));
  const states = rows.some(({ id }) => !held.has(id)) ? await readDeviceStates(db) : new Map();
  for (const kept of rows) {
    const before = held.get(kept.id);
    const chosen = watched.get(kept.id) ?? [];
    if (!before) held.set(kept.id, begun(kept, chosen, states.get(kept.id) ?? null));
    else if (before.kept.version !== kept.version) {
      end(before);
      held.set(kept.id, { ...begun(kept, chosen, before.state), nextMs: Date.now() });
    } else before.watched = chosen;
  }
  for (const [id, one] of held) {
    if (there.has(id)) continue;
    end(one);
    held.delete(id);
    sink.forget(deviceTarget(id));
  }
}

/** The first polls are spread, so that a start doesn't ask everything at once. */
function begun(kept: KeptDevice, watched: Held['watched'], state: Held['state']): Held {
  const nextMs = Date.now() + Math.random() * Math.min(kept.pollSeconds * 1000, 5_000);
  return { kept, watched, session: null, state, nextMs, polling: false, removed: false };
}

/** Soon, and not sooner for saying more. */
function askSoon(device: Held | undefined, now: number): void {
  if (!device) return;
  const polledMs = device.state?.polledAt.getTime() ?? 0;
  device.nextMs = Math.min(device.nextMs, Math.max(now, polledMs + soonestMs));
}

function end(device: Held): void {
  device.removed = true;
  device.session?.close();
  device.session = null;
}

async function poll(parts: PolledDevices, device: Held, stopping: AbortSignal, deadlineMs: number): Promise<void> {
  const leave = () => {
    device.session?.close();
    device.session = null;
  };
  const timer = setTimeout(leave, deadlineMs);
  stopping.addEventListener('abort', leave);
  try {
    const read = await ask(parts, device);
    if (device.removed || stopping.aborted) return;
    await (read.ok ? cameBack(parts, device, read.value) : wentAway(parts, device, read.failure.why));
  } finally {
    clearTimeout(timer);
    stopping.removeEventListener('abort', leave);
  }
}

async function ask({ box, snmp, allowed }: PolledDevices, device: Held): Promise<Result<DeviceReading>> {
  if (!device.session) {
    const address = addressOfKept(box, device.kept, allowed);
    if (!address.ok) return address;
    const opened = await snmp.open(address.value);
    if (!opened.ok) return opened;
    if (device.removed) {
      opened.value.close();
      return failed({ kind: 'not-found', why: 'It was removed.' });
    }
    device.session = opened.value;
  }
  const { session } = device;
  const read = await snmp.read(session, device.kept.profiles, device.watched);
  if (!read.ok) {
    // Begun anew next time: its name may have another address, and another engine may answer there.
    session.close();
    device.session = null;
  }
  return read;
}

async function cameBack({ db, sink }: PolledDevices, device: Held, reading: DeviceReading): Promise<void> {
  const { id, name } = device.kept;
  const at = new Date();
  const target = deviceTarget(id);
  const before = device.state;
  const { startedAt, restarted } = restartOf(before?.startedAt ?? null, reading.upTicks, at);
  sink.push(samplesOf(target, device.kept.pollSeconds, at, reading.measured, restarted));
  const since = before?.state === 'up' ? before.since : at;
  device.state = { state: 'up', since, why: '', polledAt: at, answeredAt: at, startedAt };
  sink.note(
    { target, kind: 'device.state' },
    { state: 'up', normal: true, severity: 'info', text: `${name} answers.` },
  );
  await keepDeviceState(db, id, { ...device.state, reading: reading.sections });
  if (!restarted) return;
  const text = `${name} started again.`;
  await appendEvents(db, [{ at, target, kind: 'device.restart', severity: 'warn', text, details: { startedAt } }]);
}

async function wentAway({ db, sink }: PolledDevices, device: Held, why: string): Promise<void> {
  const { id, name, pollSeconds } = device.kept;
  const at = new Date();
  const target = deviceTarget(id);
  const before = device.state;
  const since = before?.state === 'away' ? before.since : at;
  const kept = { answeredAt: before?.answeredAt ?? null, startedAt: before?.startedAt ?? null };
  device.state = { state: 'away', since, why, polledAt: at, ...kept };
  sink.push(samplesOf(target, pollSeconds, at, null, false));
  sink.note(
    { target, kind: 'device.state' },
    { state: 'away', normal: false, severity: 'failing', text: `${name} is away: ${why}`, details: { why } },
  );
  await keepDeviceState(db, id, { ...device.state, reading: undefined });
}
