import { type EngineClock, isLater } from '../snmp/traps/clock.ts';
import type { EngineMoment } from '../store/traps.ts';

/** A device has one engine, or a few in a stack. More are refused: whoever made up engines could fill any memory. */
const mostEngines = 100;

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
    if (!known && engines.size >= mostEngines) return false;
    if (!known || isLater({ boots, time }, known)) engines.set(engineId, { boots, time, at });
    this.devices.set(deviceId, engines);
    return true;
  }

  forget(deviceId: string): void {
    this.devices.delete(deviceId);
  }
}
