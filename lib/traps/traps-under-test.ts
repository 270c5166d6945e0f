import { type ChildProcess, execFile, fork } from 'node:child_process';
import { createSocket, type Socket } from 'node:dgram';
import { once } from 'node:events';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { promisify } from 'node:util';
import { freeUdpPort } from '../../lab/snmp/snmpd.ts';
import { startTestDatabase, type TestDatabase } from '../../lab/test-database.ts';
import { readMessage } from '../snmp/traps/message.ts';
import { type Database, openDatabase } from '../store/database.ts';
import { type DeviceSecrets, type DeviceSettings, insertDevice, newDeviceId } from '../store/devices.ts';
import { type KeptEvent, readEvents } from '../store/events.ts';
import { secretBox } from '../store/secret-box.ts';
import { type KeptReceiver, type Refusal, readReceiver, readRefusals } from '../store/traps.ts';

/** Loopback addresses of this process: each plays a device. */
export const address = (last: number) => `127.${60 + (process.pid % 100)}.7.${last}`;

/** The receiver, with a database of its own, and the tools of Net-SNMP that send to it; for tests only. */
export class TrapsUnderTest {
  readonly home = mkdtempSync(join(tmpdir(), 'bailiwick-traps-'));
  readonly host = address(100);
  port = 0;
  db!: Database;
  private database!: TestDatabase;
  private child: ChildProcess | null = null;

  async begin(): Promise<void> {
    this.database = await startTestDatabase();
    this.db = openDatabase(this.database.url, { connections: 2 });
    this.port = await freeUdpPort(this.host);
  }

  async add(host: string, settings: Partial<DeviceSettings>, secrets: Partial<DeviceSecrets>): Promise<string> {
    const id = newDeviceId();
    const box = secretBox({ file: join(this.home, 'secret-key'), made: true });
    await insertDevice(this.db, box, {
      id,
      settings: {
        ...{ name: id, host, port: 161, snmp: '2c', userName: '', level: 'authPriv', auth: 'SHA-256', priv: 'AES-128' },
        ...{ context: '', profiles: [], pollSeconds: 300 },
        ...settings,
      } as DeviceSettings,
      secrets: { community: '', authPassword: '', privPassword: '', ...secrets },
    });
    return id;
  }

  /** As a supervisor starts it. `more`: settings beside those of the test. */
  spec(more: Record<string, string> = {}) {
    const environment: Record<string, string | undefined> = {
      ...{ PATH: process.env.PATH, NODE_ENV: 'test', LOG_LEVEL: 'silent', BAILIWICK_HOME: this.home },
      ...{ DATABASE_URL: this.database.url, SNMP_TRAPS: `${this.host}:${this.port}` },
      ...more,
    };
    return { name: 'trap receiver', script: join(import.meta.dirname, 'main.ts'), environment };
  }

  async start(more: Record<string, string> = {}): Promise<void> {
    const starts = await this.boots();
    const { script, environment } = this.spec(more);
    this.child = fork(script, {
      env: environment as NodeJS.ProcessEnv,
      execArgv: [],
      stdio: ['ignore', 'ignore', 'inherit', 'ipc'],
    });
    await this.takesAfter(starts);
  }

  async stop(signal: NodeJS.Signals = 'SIGTERM'): Promise<void> {
    if (!this.child || this.child.exitCode !== null || this.child.signalCode !== null) return;
    const exited = once(this.child, 'exit');
    this.child.kill(signal);
    await exited;
  }

  async boots(): Promise<number> {
    const [row] = await this.db.query<{ boots: number }>('SELECT boots FROM trap_receiver');
    return row?.boots ?? 0;
  }

  /** Until the start after `boots` takes what comes: then it counts. */
  async takesAfter(boots: number): Promise<void> {
    while ((await this.boots()) <= boots || (await this.receiver())?.counts.received === undefined) await sleep(50);
  }

  receiver(): Promise<KeptReceiver | null> {
    return readReceiver(this.db);
  }

  refusals(): Promise<Refusal[]> {
    return readRefusals(this.db, new Date(0), 500);
  }

  /** How often that was the reason, from that address. */
  async refused(reason: string, from: string): Promise<number> {
    return (await this.refusals()).find((one) => one.reason === reason && one.address === from)?.count ?? 0;
  }

  events(id: string): Promise<KeptEvent[]> {
    return readEvents(this.db, { targets: [`device:${id}`], limit: 1_000 });
  }

  async send(datagram: Buffer, from: string, to: { host: string; port: number } = this): Promise<void> {
    const socket = await boundTo(from);
    await new Promise<void>((resolve) => socket.send(datagram, to.port, to.host, () => resolve()));
    socket.close();
  }

  /** Exit code and what it said: of snmpinform 0 means that it was acknowledged. */
  async tool(name: 'snmptrap' | 'snmpinform', from: string, options: readonly string[], to?: string) {
    const place = to ?? `${this.host}:${this.port}`;
    const all = [`--clientaddr=${from}`, ...options.map((option) => (option === '@' ? place : option))];
    try {
      await promisify(execFile)(name, all, {
        env: { NODE_ENV: 'test', PATH: process.env.PATH, MIBS: '', SNMP_PERSISTENT_DIR: this.home, SNMPCONFPATH: '' },
      });
      return { code: 0, said: '' };
    } catch (error) {
      const { code, stderr } = error as { code: number; stderr: string };
      return { code, said: String(stderr) };
    }
  }

  async end(): Promise<void> {
    await this.stop();
    await this.db?.close();
    await this.database?.stop();
    rmSync(this.home, { recursive: true, force: true });
  }
}

/** Between a device and the receiver: hears what both say, and can lose answers. What it passes on comes from `from`. */
export class Way {
  readonly sent: Buffer[] = [];
  readonly answers: Buffer[] = [];
  /** So many answers to informs get lost; Reports arrive. */
  losing = 0;
  private readonly sockets: Socket[];

  private constructor(near: Socket, far: Socket, to: { host: string; port: number }) {
    this.sockets = [near, far];
    let asker: { address: string; port: number } | null = null;
    near.on('message', (datagram, from) => {
      asker = from;
      this.sent.push(datagram);
      far.send(datagram, to.port, to.host);
    });
    far.on('message', (datagram) => {
      this.answers.push(datagram);
      if (this.losing > 0 && isResponse(datagram)) this.losing -= 1;
      else if (asker) near.send(datagram, asker.port, asker.address);
    });
  }

  static async open(from: string, to: { host: string; port: number }): Promise<Way> {
    return new Way(await boundTo(from), await boundTo(from), to);
  }

  get place(): string {
    const { address: host, port } = (this.sockets[0] as Socket).address();
    return `${host}:${port}`;
  }

  close(): void {
    for (const socket of this.sockets) socket.close();
  }
}

/** Reports are never encrypted here. */
function isResponse(datagram: Buffer): boolean {
  const message = readMessage(datagram);
  return message !== null && (message.version !== '3' || message.encrypted);
}

async function boundTo(host: string): Promise<Socket> {
  const socket = createSocket('udp4');
  socket.bind(0, host);
  await once(socket, 'listening');
  return socket;
}
