import { once } from 'node:events';
import type { Socket } from 'node:net';
import { setTimeout as sleep } from 'node:timers/promises';
import type { Table } from '../cells.ts';
import type { Oid } from '../oid.ts';
import { answer } from './answer.ts';
import { Framing } from './framing.ts';
import { type Header, octets, oidBytes, PayloadReader, pdu, types, word } from './pdu.ts';

export type SessionSettings = {
  /** Subtrees that are ours. */
  regions: readonly Oid[];
  description: string;
  /** Asked for each request, and answered from memory. `bootAt`: the moment of snmpd's sysUpTime 0. */
  table(bootAt: number): Table;
};

export class Refused extends Error {}

const answerTimeoutMs = 5_000;
const pingEveryMs = 15_000;
/** After so many seconds without an answer of ours, snmpd goes on without. */
const masterTimeoutSeconds = 2;
const priority = 127;
/** Clocks may be set: sysUpTime isn't, so the moment of its 0 moves with them. */
const clockToleranceMs = 2_000;

type Response = { session: number; upTime: number; error: number };

/** One life of a connection to snmpd: opens, registers, answers until it ends. Nothing outlives it. */
export class AgentXSession {
  private readonly socket: Socket;
  private readonly settings: SessionSettings;
  private readonly waiting = new Map<number, (response: Response) => void>();
  private readonly ended = new AbortController();
  private id = 0;
  private packets = 0;
  private bootAt = 0;
  private problem: unknown;

  constructor(socket: Socket, settings: SessionSettings) {
    this.socket = socket;
    this.settings = settings;
    const framing = new Framing();
    socket.on('data', (bytes) => {
      try {
        for (const { header, payload } of framing.push(bytes)) this.take(header, payload);
      } catch (cause) {
        // What can't be read can't be followed either: the next connection begins anew.
        this.problem ??= cause;
        socket.destroy();
      }
    });
    socket.on('error', () => {});
    socket.once('close', () => this.ended.abort());
  }

  /** Resolves when the connection has ended. Throws Refused when snmpd doesn't let us in, or doesn't answer. */
  async run(onOpen: () => void): Promise<void> {
    try {
      await this.open();
      for (const region of this.settings.regions) await this.register(region);
      onOpen();
      await this.keepAlive();
    } catch (cause) {
      throw this.problem ?? cause;
    } finally {
      this.socket.destroy();
    }
    if (this.problem) throw this.problem;
  }

  /** Tells snmpd, so that it doesn't wait for us. */
  close(): void {
    const shutdown = Buffer.from([5, 0, 0, 0]);
    if (this.id !== 0) this.write(types.close, shutdown, { packet: ++this.packets, transaction: 0 });
    this.socket.end();
  }

  private async open(): Promise<void> {
    const nullOid = word(0);
    const timeout = Buffer.from([masterTimeoutSeconds, 0, 0, 0]);
    const description = octets(Buffer.from(this.settings.description));
    const opened = await this.ask(types.open, Buffer.concat([timeout, nullOid, description]));
    this.id = opened.session;
    this.followClock(opened.upTime);
  }

  private async register(region: Oid): Promise<void> {
    await this.ask(types.register, Buffer.concat([Buffer.from([0, priority, 0, 0]), oidBytes(region)]));
  }

  private async keepAlive(): Promise<void> {
    while (!this.ended.signal.aborted) {
      await sleep(pingEveryMs, undefined, { signal: this.ended.signal }).catch(() => {});
      if (this.ended.signal.aborted) return;
      this.followClock((await this.ask(types.ping, Buffer.alloc(0))).upTime);
    }
  }

  private followClock(upTime: number): void {
    const bootAt = Date.now() - upTime * 10;
    if (Math.abs(bootAt - this.bootAt) > clockToleranceMs) this.bootAt = bootAt;
  }

  private async ask(type: number, payload: Buffer): Promise<Response> {
    const packet = ++this.packets;
    const response = new Promise<Response>((resolve) => this.waiting.set(packet, resolve));
    const signal = AbortSignal.any([this.ended.signal, AbortSignal.timeout(answerTimeoutMs)]);
    this.write(type, payload, { packet, transaction: 0 });
    const given = await Promise.race([response, aborted(signal)]);
    this.waiting.delete(packet);
    if (given === null) throw new Refused('snmpd gave no answer');
    if (given.error !== 0) throw new Refused(`snmpd refused with AgentX error ${given.error}`);
    return given;
  }

  private take(header: Header, payload: Buffer): void {
    if (header.type === types.response) {
      const reader = new PayloadReader(payload, header.big);
      const [upTime, error] = [reader.word(), reader.short()];
      this.waiting.get(header.packet)?.({ session: header.session, upTime, error });
    } else if (header.type === types.close) this.socket.destroy();
    else {
      const given = answer(header, payload, this.settings.table(this.bootAt));
      if (given) this.write(types.response, given, header);
    }
  }

  private write(type: number, payload: Buffer, { packet, transaction }: Pick<Header, 'packet' | 'transaction'>): void {
    if (this.socket.writable) this.socket.write(pdu({ type, session: this.id, transaction, packet }, payload));
  }
}

async function aborted(signal: AbortSignal): Promise<null> {
  if (!signal.aborted) await once(signal, 'abort');
  return null;
}
