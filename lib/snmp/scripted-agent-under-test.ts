import { createSocket, type RemoteInfo, type Socket } from 'node:dgram';
import { once } from 'node:events';
import { type Header, readHeader } from './header.ts';

/** An agent that answers as a test says: a real one never forges, breaks or withholds an answer on demand. */
export class ScriptedAgent {
  readonly host: string;
  readonly asked: Header[] = [];
  private readonly socket: Socket;

  private constructor(host: string, socket: Socket) {
    this.host = host;
    this.socket = socket;
  }

  static async start(
    host: string,
    answer: (request: Header, reply: Reply, raw: Buffer) => void,
  ): Promise<ScriptedAgent> {
    const socket = createSocket('udp4');
    const agent = new ScriptedAgent(host, socket);
    socket.on('message', (raw, from) => {
      const request = readHeader(raw);
      if (!request) return;
      agent.asked.push(request);
      answer(request, (datagram, via = socket) => via.send(datagram, from.port, from.address), raw);
      agent.lastFrom = from;
    });
    socket.bind(0, host);
    await once(socket, 'listening');
    return agent;
  }

  lastFrom: RemoteInfo | null = null;

  get port(): number {
    return this.socket.address().port;
  }

  async stop(): Promise<void> {
    const closed = once(this.socket, 'close');
    this.socket.close();
    await closed;
  }
}

export type Reply = (datagram: Buffer, via?: Socket) => void;
