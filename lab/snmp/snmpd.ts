import { spawn } from 'node:child_process';
import { createSocket } from 'node:dgram';
import { mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';

/** Passwords are at least 8 characters (RFC 3414, 11.2). */
export type SnmpUser = {
  name: string;
  auth: 'SHA-1' | 'SHA-224' | 'SHA-256' | 'SHA-384' | 'SHA-512';
  authPassword: string;
  priv: 'AES-128' | 'AES-256';
  privPassword: string;
};

export type SnmpdFacts = { host: string; port: number; community: string; users: SnmpUser[] };
export type Snmpd = { facts: SnmpdFacts; stop(): Promise<void> };

export type SnmpdOptions = {
  /** Where its configuration, state and log are kept. */
  folder: string;
  host: string;
  port?: number;
  community: string;
  users: readonly SnmpUser[];
  /** More lines of snmpd.conf: `master agentx`, `sysName`. */
  extra?: readonly string[];
};

const startTimeoutMs = 10_000;
const stopTimeoutMs = 5_000;
const authNames = {
  'SHA-1': 'SHA',
  'SHA-224': 'SHA-224',
  'SHA-256': 'SHA-256',
  'SHA-384': 'SHA-384',
  'SHA-512': 'SHA-512',
};
const privNames = { 'AES-128': 'AES', 'AES-256': 'AES256' };

/** A private snmpd that tells the figures of this machine, in the foreground and with no part in the machine's own. */
export async function startSnmpd(options: SnmpdOptions): Promise<Snmpd> {
  const { folder, host, community, users } = options;
  const port = options.port ?? (await freeUdpPort(host));
  mkdirSync(join(folder, 'state'), { recursive: true, mode: 0o700 });
  const [config, log] = [join(folder, 'snmpd.conf'), join(folder, 'snmpd.log')];
  writeFileSync(config, configOf({ ...options, port }), { mode: 0o600 });
  const child = spawn('snmpd', ['-f', '-C', '-c', config, '-Lf', log, '-p', join(folder, 'snmpd.pid')], {
    // Without MIBS it looks for hundreds of modules that Debian doesn't ship, and says so.
    env: {
      NODE_ENV: 'production',
      PATH: '/usr/sbin:/usr/bin:/sbin:/bin',
      MIBS: '',
      SNMP_PERSISTENT_DIR: join(folder, 'state'),
    },
    stdio: 'ignore',
  });
  const ended = new Promise<void>((resolve) => {
    child.once('exit', () => resolve());
    child.once('error', () => resolve());
  });
  const deadline = Date.now() + startTimeoutMs;
  while (!(await answers(host, port, community))) {
    if (child.exitCode !== null || child.pid === undefined || Date.now() > deadline) {
      child.kill('SIGKILL');
      throw new Error(`snmpd didn't start: ${textIn(log).slice(-1000) || 'it said nothing'}`);
    }
    await sleep(50);
  }
  return {
    facts: { host, port, community, users: [...users] },
    async stop() {
      child.kill('SIGTERM');
      const forced = setTimeout(() => child.kill('SIGKILL'), stopTimeoutMs);
      await ended;
      clearTimeout(forced);
    },
  };
}

function configOf({ host, port, community, users, extra = [] }: SnmpdOptions): string {
  const lines = [
    `agentAddress udp:${host}:${port}`,
    `rocommunity ${community} ${host.split('.').slice(0, 1).join('.')}.0.0.0/8`,
    'sysLocation the lab',
    'sysContact nobody',
    'includeAllDisks 10%',
    ...users.flatMap(({ name, auth, authPassword, priv, privPassword }) => [
      `createUser ${name} ${authNames[auth]} "${authPassword}" ${privNames[priv]} "${privPassword}"`,
      `rouser ${name} authpriv`,
    ]),
    ...extra,
  ];
  return `${lines.join('\n')}\n`;
}

/** A GetRequest of sysUpTime.0, version 2c, as bytes: the lab needs no manager. */
export function uptimeRequest(community: string): Buffer {
  const tlv = (tag: number, ...parts: Buffer[]) => {
    const body = Buffer.concat(parts);
    return Buffer.concat([Buffer.from([tag, body.length]), body]);
  };
  const number = (value: number) => tlv(2, Buffer.from([value]));
  const varbind = tlv(0x30, tlv(6, Buffer.from('2b06010201010300', 'hex')), Buffer.from([5, 0]));
  const pdu = tlv(0xa0, number(1), number(0), number(0), tlv(0x30, varbind));
  return tlv(0x30, number(1), tlv(4, Buffer.from(community)), pdu);
}

function answers(host: string, port: number, community: string): Promise<boolean> {
  return new Promise((resolve) => {
    const socket = createSocket('udp4');
    const done = (answer: boolean) => {
      clearTimeout(timer);
      socket.close();
      resolve(answer);
    };
    const timer = setTimeout(() => done(false), 200);
    socket.once('message', () => done(true));
    socket.once('error', () => done(false));
    socket.send(uptimeRequest(community), port, host);
  });
}

export function freeUdpPort(host: string): Promise<number> {
  return new Promise((resolve, reject) => {
    const socket = createSocket('udp4');
    socket.once('error', reject);
    socket.bind(0, host, () => {
      const { port } = socket.address();
      socket.close(() => resolve(port));
    });
  });
}

function textIn(file: string): string {
  try {
    return readFileSync(file, 'utf8').trim();
  } catch {
    return '';
  }
}
