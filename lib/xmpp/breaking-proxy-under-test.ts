import { type AddressInfo, connect, createServer, type Server, type Socket } from 'node:net';

/** For tests only: stands between the portal and a real server, and breaks on demand. It sees no more than encrypted bytes. */
export class BreakingProxy {
  connections = 0;
  private readonly server: Server;
  private readonly sockets = new Set<Socket>();
  private isFrozen = false;
  private isShut = false;

  private constructor(server: Server, target: { host: string; port: number }) {
    this.server = server;
    server.on('connection', (client) => this.join(client, connect(target.port, target.host)));
  }

  static async start(target: { host: string; port: number }): Promise<BreakingProxy> {
    const server = createServer();
    await new Promise<void>((resolve) => server.listen(0, '127.0.0.61', resolve));
    return new BreakingProxy(server, target);
  }

  get place(): { host: string; port: number } {
    const { address, port } = this.server.address() as AddressInfo;
    return { host: address, port };
  }

  /** From now on nothing that the server says arrives; what the portal says does. */
  freeze(): void {
    this.isFrozen = true;
  }

  /** Nobody gets through, until it is opened again. */
  shut(): void {
    this.isShut = true;
    this.cut();
  }

  open(): void {
    this.isShut = false;
    this.isFrozen = false;
  }

  /** Ends every connection, as a crashed server or a firewall would. */
  cut(): void {
    for (const socket of this.sockets) socket.resetAndDestroy();
  }

  /** Says something that isn't encrypted, in the middle of everything. */
  garble(): void {
    for (const socket of this.sockets) socket.write(Buffer.alloc(200, 0x41));
  }

  async stop(): Promise<void> {
    this.cut();
    await new Promise((resolve) => this.server.close(resolve));
  }

  private join(client: Socket, server: Socket): void {
    this.connections++;
    this.carry(client, server, () => true);
    this.carry(server, client, () => !this.isFrozen);
    if (this.isShut) client.resetAndDestroy();
  }

  private carry(from: Socket, to: Socket, isCarried: () => boolean): void {
    this.sockets.add(from);
    from.on('data', (chunk: Buffer) => {
      if (isCarried() && !to.destroyed) to.write(chunk);
    });
    from.on('error', () => {});
    from.on('close', () => {
      this.sockets.delete(from);
      to.destroy();
    });
  }
}
