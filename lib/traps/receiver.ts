import { randomBytes } from 'node:crypto';
import type { RemoteInfo } from 'node:dgram';
import { judge, type Knowledge, type Sender, type Taken } from '../snmp/traps/judge.ts';
import type { NewEvent } from '../store/events.ts';
import type { Clocks } from './clocks.ts';
import { eventOf, type Names } from './describe.ts';
import type { Answering } from './listen.ts';
import { type Allowance, Rate } from './rate.ts';
import { plainAddress } from './senders.ts';
import type { Tally } from './tally.ts';
import type { Waiting } from './writer.ts';

/**
 * `source`: datagrams of one address that are looked at. `all`: of all together. `kept`: of one device; a device that says more
 * would push everybody else's events out of what is kept of them.
 */
export type Bounds = { source: Allowance; all: Allowance; kept: Allowance };
export const usualBounds: Bounds = {
  source: { burst: 300, perSecond: 50 },
  all: { burst: 3_000, perSecond: 1_000 },
  kept: { burst: 200, perSecond: 0.5 },
};

export type Parts = {
  senders: { at(address: string): readonly Sender[] };
  own: Knowledge['own'];
  clocks: Clocks;
  names: () => Names;
  tally: Tally;
  writer: { add(notification: Waiting): boolean };
  bounds?: Bounds;
  /** Something that nobody thought of. */
  failed?(cause: unknown): void;
};

type From = { address: string; port: number };

/** Takes datagrams in: judges them, brings what is believed to the database, and answers what is to be answered. */
export class Receiver {
  private readonly parts: Parts;
  private readonly rates: { source: Rate; all: Rate; kept: Rate };
  private leftOut = new Map<string, number>();

  constructor(parts: Parts) {
    this.parts = parts;
    const { source, all, kept } = parts.bounds ?? usualBounds;
    this.rates = { source: new Rate(source), all: new Rate(all), kept: new Rate(kept) };
  }

  takes(datagram: Buffer, { address, port }: Pick<RemoteInfo, 'address' | 'port'>, answer: Answering): void {
    const { tally } = this.parts;
    const from = { address: plainAddress(address), port };
    const now = new Date();
    tally.counts.received += 1;
    let reason: string | null;
    try {
      reason = this.look(datagram, from, now, answer);
    } catch (cause) {
      // One datagram is lost, and no more.
      reason = 'failed';
      this.parts.failed?.(cause);
    }
    if (reason) tally.refuse(from.address, reason, now);
  }

  /** Once a while: what was said beyond the bound, as one event a device. */
  tellLeftOut(): void {
    const now = new Date();
    for (const [deviceId, count] of this.leftOut)
      this.parts.writer.add({ key: randomKey(), clock: null, event: leftOutEvent(deviceId, count, now), kept() {} });
    this.leftOut = new Map();
  }

  /** Why it is not taken; null: it is, or it asked for nothing but our engine's id. */
  private look(datagram: Buffer, from: From, now: Date, answer: Answering): string | null {
    const { senders, own, clocks } = this.parts;
    const speakers = senders.at(from.address);
    // Strangers are only counted: they take nothing of what is there for devices.
    if (speakers.length === 0) return 'stranger';
    if (!this.rates.source.allows(from.address, now.getTime()) || !this.rates.all.allows('', now.getTime()))
      return 'rate';
    const clock = (deviceId: string, engineId: string) => clocks.of(deviceId, engineId);
    const judged = judge(datagram, from.port, speakers, { own, clock, now: () => now });
    if (judged.is === 'taken') return this.keep(judged, from, now, answer);
    if (judged.report) answer(judged.report);
    return judged.is === 'refused' ? judged.reason : null;
  }

  private keep(
    { sender, version, notification, key, clock, answer: response }: Taken,
    { address }: From,
    at: Date,
    answer: Answering,
  ): string | null {
    const { clocks, names, tally, writer } = this.parts;
    if (!this.rates.kept.allows(sender.id, at.getTime())) {
      this.leftOut.set(sender.id, (this.leftOut.get(sender.id) ?? 0) + 1);
      return 'too many';
    }
    const moment = clock && { deviceId: sender.id, ...clock };
    if (moment && !clocks.heard(moment, at)) return 'engines';
    const event = eventOf(notification, { deviceId: sender.id, from: address, version, at }, names());
    const kept = () => {
      tally.counts.kept += 1;
      if (response) answer(response());
    };
    return writer.add({ key: key ?? randomKey(), clock: moment, event, kept }) ? null : 'busy';
  }
}

/** Sent once only, as far as anybody can tell. */
function randomKey(): string {
  return randomBytes(24).toString('base64url');
}

function leftOutEvent(deviceId: string, count: number, at: Date): NewEvent & { at: Date } {
  return {
    at,
    target: `device:${deviceId}`,
    kind: 'trap.leftOut',
    severity: 'warn',
    text: `It says more than is kept: ${count.toLocaleString('en')} of its notifications were left out.`,
    details: { count },
  };
}
