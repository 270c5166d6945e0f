import { type ChildProcess, execFile, fork } from 'node:child_process';
import { once } from 'node:events';
import { mkdtempSync, rmSync } from 'node:fs';
import { connect, createServer, type Server, type Socket } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { inject } from 'vitest';
import { type Snmpd, startSnmpd } from '../../lab/snmp/snmpd.ts';

const root = join(import.meta.dirname, '..', '..');
export const community = 'lab';
export const writeCommunity = 'labwrite';
const mibFolders = ['node_modules/net-snmp/lib/mibs', 'lab/snmp/mibs', 'deploy/snmp'].map((folder) =>
  join(root, folder),
);

/** A private snmpd with the agent as a process of its own beside it, and the snmp tools that ask it; for tests only. */
export class AgentUnderTest {
  readonly home = mkdtempSync(join(tmpdir(), 'bailiwick-agent-'));
  private snmpd: Snmpd | null = null;
  private child: ChildProcess | null = null;

  async startSnmpd(port?: number): Promise<number> {
    this.snmpd = await startSnmpd({
      folder: join(this.home, 'snmpd'),
      host: '127.0.0.1',
      port,
      community,
      users: [],
      extra: [
        'master agentx',
        `agentXSocket ${join(this.home, 'master')}`,
        `rwcommunity ${writeCommunity} 127.0.0.0/8`,
      ],
    });
    return this.snmpd.facts.port;
  }

  async stopSnmpd(): Promise<void> {
    await this.snmpd?.stop();
  }

  async startAgent(): Promise<void> {
    this.child = fork(join(root, 'lib/agent/main.ts'), {
      env: {
        NODE_ENV: 'test',
        PATH: process.env.PATH,
        LOG_LEVEL: 'silent',
        ...inject('labEnvironment'),
        DATABASE_URL: inject('databaseUrl'),
        BAILIWICK_HOME: this.home,
        SNMP_AGENTX: join(this.home, 'master'),
        SNMP_AGENT_SECONDS: '1',
      },
      execArgv: [],
      stdio: ['ignore', 'ignore', 'inherit', 'ipc'],
    });
    await once(this.child, 'message');
  }

  async endAgent(signal: NodeJS.Signals): Promise<void> {
    if (!this.child || this.child.exitCode !== null || this.child.signalCode !== null) return;
    const exited = once(this.child, 'exit');
    this.child.kill(signal);
    await exited;
  }

  /** Stopped in the middle of whatever it does, or going on. */
  hang(hanging: boolean): void {
    this.child?.kill(hanging ? 'SIGSTOP' : 'SIGCONT');
  }

  /** What one of the snmp tools prints, with our MIB modules; rejects with what it says when it fails. */
  async tool(name: string, options: readonly string[], oids: readonly string[], as = community): Promise<string> {
    const { host = '', port = 0 } = this.snmpd?.facts ?? {};
    const all = ['-v2c', '-c', as, '-t', '2', '-r', '2', ...options, `${host}:${port}`, ...oids];
    const run = await promisify(execFile)(name, all, {
      env: {
        NODE_ENV: 'test',
        PATH: process.env.PATH,
        MIBDIRS: mibFolders.join(':'),
        MIBS: 'SNMPv2-MIB:NETWORK-SERVICES-MIB:BAILIWICK-XMPP-MIB:BAILIWICK-SERVICES-MIB',
        SNMP_PERSISTENT_DIR: join(this.home, 'tools'),
        SNMPCONFPATH: join(this.home, 'tools'),
      },
      maxBuffer: 64 * 1024 * 1024,
    });
    return run.stdout;
  }

  /** By name and index, as snmpwalk writes them: `applName.1` to `LDAP directory`. */
  async walk(root: string, tool = 'snmpwalk'): Promise<Map<string, string>> {
    const text = await this.tool(tool, ['-OqsaU'], [root]);
    const pairs = text
      .split('\n')
      .filter((line) => line.includes(' ') && !line.includes(' = No ') && !line.includes('No Such'));
    return new Map(pairs.map((line) => [line.slice(0, line.indexOf(' ')), line.slice(line.indexOf(' ') + 1).trim()]));
  }

  async end(): Promise<void> {
    await this.endAgent('SIGTERM');
    await this.stopSnmpd();
    rmSync(this.home, { recursive: true, force: true });
  }
}

/** A way to a server that can be cut and opened again. */
export class Way {
  private server: Server | null = null;
  private readonly sockets = new Set<Socket>();
  private readonly to: { host: string; port: number };
  port = 0;

  constructor(to: { host: string; port: number }) {
    this.to = to;
  }

  async open(): Promise<void> {
    this.server = createServer((near) => {
      const far = connect(this.to);
      for (const [socket, other] of [
        [near, far],
        [far, near],
      ] as const) {
        this.sockets.add(socket);
        socket.on('error', () => {});
        socket.once('close', () => other.destroy());
        socket.pipe(other);
      }
    });
    this.server.listen(this.port, '127.0.0.1');
    await once(this.server, 'listening');
    this.port = (this.server.address() as { port: number }).port;
  }

  async cut(): Promise<void> {
    const closed = this.server && once(this.server, 'close');
    this.server?.close();
    for (const socket of this.sockets) socket.destroy();
    this.sockets.clear();
    await closed;
  }
}
