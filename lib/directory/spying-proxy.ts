import { type AddressInfo, connect, createServer, type Server, type Socket } from 'node:net';
import { readAll, readHeader } from './ber.ts';
import { Framing } from './framing.ts';

/** One request as it went over the wire. */
export type SeenRequest = { tag: number; controls: { oid: string; critical: boolean; value: string }[] };
export type SeenConnection = { requests: SeenRequest[] /** Tags of the answers, in order. */; answers: number[] };

/** For tests only: stands between the adapter and slapd, writes down what is said, and breaks on demand. */
export class SpyingProxy {
  readonly connections: SeenConnection[] = [];
  open = 0;
  mostOpen = 0;
  private readonly server: Server;
  private readonly sockets = new Set<Socket>();
  private frozen = false;

  private constructor(server: Server) {
    this.server = server;
  }

  static async start(targetUrl: string, { port = 0, address = '' } = {}): Promise<SpyingProxy> {
    const target = new URL(targetUrl);
    const server = createServer();
    const proxy = new SpyingProxy(server);
    server.on('connection', (client) => proxy.join(client, target));
    await new Promise<void>((resolve) => server.listen(port, address || target.hostname, resolve));
    return proxy;
  }

  get url(): string {
    const { address, port } = this.server.address() as AddressInfo;
    return `ldap://${address}:${port}`;
  }

  get requests(): SeenRequest[] {
    return this.connections.flatMap((connection) => connection.requests);
  }

  forget(): void {
    this.connections.length = 0;
    this.mostOpen = 0;
  }

  /** From now on connections are accepted and nothing that is sent arrives anywhere. */
  freeze(): void {
    this.frozen = true;
  }

  /** What was swallowed stays swallowed: a connection from the frozen time never works again. */
  thaw(): void {
    this.frozen = false;
  }

  /** Resets every connection, as a crashed server or a firewall would. */
  cut(): void {
    for (const socket of this.sockets) socket.resetAndDestroy();
  }

  async stop(): Promise<void> {
    this.cut();
    await new Promise((resolve) => this.server.close(resolve));
  }

  private join(client: Socket, target: URL): void {
    const server = connect(Number(target.port), target.hostname);
    const seen: SeenConnection = { requests: [], answers: [] };
    this.connections.push(seen);
    this.open++;
    this.mostOpen = Math.max(this.mostOpen, this.open);
    client.once('close', () => this.open--);
    this.carry(client, server, (message) => seen.requests.push(asRequest(message)));
    this.carry(server, client, (message) => seen.answers.push(asRequest(message).tag));
  }

  private carry(from: Socket, to: Socket, note: (message: Buffer) => void): void {
    const framing = new Framing();
    this.sockets.add(from);
    from.on('data', (chunk: Buffer) => {
      if (this.frozen) return;
      for (const message of framing.push(chunk) ?? []) note(message);
      to.write(chunk);
    });
    from.on('error', () => {});
    from.on('close', () => {
      this.sockets.delete(from);
      to.destroy();
    });
  }
}

function asRequest(message: Buffer): SeenRequest {
  const header = readHeader(message, 0);
  if (header === null || header === 'short') throw new Error('not a message');
  const [, operation, controls] = readAll(message.subarray(header.bytes)) ?? [];
  return {
    tag: operation?.tag ?? 0,
    controls: ((controls && readAll(controls.content)) ?? []).map((control) => {
      const parts = readAll(control.content) ?? [];
      return {
        oid: parts[0]?.content.toString() ?? '',
        critical: parts.some((part) => part.tag === 0x01 && part.content[0] !== 0),
        value: parts.at(-1)?.content.toString() ?? '',
      };
    }),
  };
}
