import { type EngineClock, isLater } from '../snmp/traps/clock.ts';
import type { EngineMoment } from '../store/traps.ts';

/**
 * A device has one engine, or a few in a stack; but some have one of another name after each start. More are refused until one
 * of them was silent for so long that it is forgotten: whoever made up engines could fill any memory.
 */
export const engineBound = { most: 1_000, silentDays: 30 } as const;
const dayMs = 86_400_000;

/** Clocks of the engines that spoke to us: as the database has them, and as was believed since. */
export class Clocks {
  private readonly devices = new Map<string, Map<string, EngineClock>>();

  constructor(kept: readonly (EngineMoment & { at: Date })[] = []) {
    for (const { at, ...moment } of kept) this.heard(moment, new Date(at));
  }

  of(deviceId: string, engineId: string): EngineClock | null {
    return this.devices.get(deviceId)?.get(engineId) ?? null;
  }

  /** False: one engine too many, nothing was noted. */
  heard({ deviceId, engineId, boots, time }: EngineMoment, at: Date): boolean {
    const engines = this.devices.get(deviceId) ?? new Map<string, EngineClock>();
    const known = engines.get(engineId);
    if (!known && engines.size >= engineBound.most && !forgetOldest(engines, at)) return false;
    if (!known || isLater({ boots, time }, known)) engines.set(engineId, { boots, time, at });
    this.devices.set(deviceId, engines);
    return true;
  }

  forget(deviceId: string): void {
    this.devices.delete(deviceId);
  }
}

function forgetOldest(engines: Map<string, EngineClock>, at: Date): boolean {
  const oldest = [...engines].reduce((first, one) => (one[1].at < first[1].at ? one : first));
  return at.getTime() - oldest[1].at.getTime() > engineBound.silentDays * dayMs && engines.delete(oldest[0]);
}
