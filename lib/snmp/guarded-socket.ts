import { createSocket, type Socket } from 'node:dgram';
import { EventEmitter } from 'node:events';
import type { Judge } from './judge.ts';
import type { Traffic } from './port.ts';

export type Place = { address: string; family: 4 | 6; port: number };

type Sent = (error: Error | null, bytes?: number) => void;

/**
 * The socket that the library gets instead of one of its own. It is connected, so that the kernel keeps datagrams of other
 * addresses and ports away, and what `judge` doesn't admit never arrives. A listener that throws loses one datagram, no more.
 */
export class GuardedSocket extends EventEmitter {
  readonly traffic: Traffic = { sent: 0, received: 0, dropped: 0 };
  private readonly socket: Socket;
  private readonly judge: Judge;
  private readonly connected: Promise<void>;
  private closed = false;

  constructor({ address, family, port }: Place, judge: Judge) {
    super();
    this.judge = judge;
    this.socket = createSocket({ type: family === 6 ? 'udp6' : 'udp4', recvBufferSize: 1 << 18 });
    // "Connection refused" comes by ICMP, which anybody may send: only a time-out decides that nobody answers.
    this.socket.on('error', () => {});
    this.socket.on('message', (datagram) => this.takes(datagram));
    this.connected = new Promise((resolve) => this.socket.connect(port, address, () => resolve()));
  }

  /** With the signature of node:dgram; where it goes was said when it was made. */
  send(buffer: Buffer, offset: number, length: number, _port: number, _address: string, sent: Sent): void {
    const datagram = buffer.subarray(offset, offset + length);
    void this.connected.then(() => {
      if (this.closed) return;
      this.judge.sends(datagram);
      this.traffic.sent += 1;
      try {
        this.socket.send(datagram, () => sent(null, length));
      } catch (error) {
        sent(error as Error);
      }
    });
  }

  close(): void {
    if (this.closed) return;
    this.closed = true;
    void this.connected.then(() => this.socket.close());
    this.emit('close');
  }

  ref(): void {
    this.socket.ref();
  }

  unref(): void {
    this.socket.unref();
  }

  private takes(datagram: Buffer): void {
    if (this.closed || !this.judge.admits(datagram)) {
      this.traffic.dropped += 1;
      return;
    }
    this.traffic.received += 1;
    try {
      this.emit('message', datagram);
    } catch {
      this.traffic.dropped += 1;
    }
  }
}
