import { execFileSync, spawn } from 'node:child_process';
import { createHash } from 'node:crypto';
import { chmodSync, existsSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { connect } from 'node:net';
import { tmpdir, userInfo } from 'node:os';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { freePort } from '../free-port.ts';

export type Sshd = {
  host: string;
  port: number;
  /** Who the server runs as, and the only one it lets in. */
  user: string;
  /** As SshMember has it. */
  hostKey: string;
  /** A private key that it lets in, and one that it doesn't. */
  keys: { right: string; wrong: string };
  /** What the command prints from now on. */
  print(text: string): void;
  /** The commands that were asked for, by ForceCommand's SSH_ORIGINAL_COMMAND. */
  asked(): string[];
  /** With another host key, at the same place, as after a new installation. */
  renewHostKey(): Promise<string>;
  /** Takes no connection any more. Its files stay: who is just signing in would be refused without them. */
  end(): Promise<void>;
  stop(): Promise<void>;
};

/**
 * Debian's sshd as a process of our own, as whoever runs the tests, with host keys of its own. Whatever is asked for, it prints a
 * text: that is how a machine in front of an appliance would be set up. `folder` disappears with it.
 */
export async function startSshd(host: string, { status }: { status: string }): Promise<Sshd> {
  const folder = mkdtempSync(join(tmpdir(), 'bailiwick-sshd-'));
  chmodSync(folder, 0o755);
  const at = (name: string) => join(folder, name);
  const { username: user } = userInfo();
  for (const name of ['host', 'right', 'wrong']) makeKey(at(name));
  writeFileSync(at('authorized_keys'), readFileSync(`${at('right')}.pub`), { mode: 0o600 });
  writeFileSync(at('asked'), '');
  writeFileSync(at('script'), `#!/bin/sh\necho "$SSH_ORIGINAL_COMMAND" >> ${at('asked')}\nexec cat ${at('status')}\n`);
  chmodSync(at('script'), 0o755);
  writeFileSync(at('status'), status);
  const port = await freePort(host);
  writeFileSync(at('sshd_config'), settings({ host, port, at }));
  // sshd insists on it when root starts it, even where it then separates nothing.
  if (process.getuid?.() === 0) mkdirSync('/run/sshd', { recursive: true, mode: 0o755 });
  let child = await begin(at, host, port);
  const end = async () => {
    if (child.exitCode !== null || child.signalCode !== null) return;
    const gone = new Promise((resolve) => child.once('exit', resolve));
    child.kill('SIGTERM');
    await gone;
  };
  const sshd: Sshd = {
    ...{ host, port, user, hostKey: publicName(at('host')) },
    keys: { right: readFileSync(at('right'), 'utf8'), wrong: readFileSync(at('wrong'), 'utf8') },
    print: (text) => writeFileSync(at('status'), text),
    asked: () => readFileSync(at('asked'), 'utf8').split('\n').filter(Boolean),
    async renewHostKey() {
      await end();
      for (const name of ['host', 'host.pub']) rmSync(at(name));
      makeKey(at('host'));
      child = await begin(at, host, port);
      sshd.hostKey = publicName(at('host'));
      return sshd.hostKey;
    },
    end,
    async stop() {
      await end();
      // A session that was just ended may still write.
      rmSync(folder, { recursive: true, force: true, maxRetries: 10, retryDelay: 50 });
    },
  };
  return sshd;
}

async function begin(at: (name: string) => string, host: string, port: number) {
  const child = spawn('/usr/sbin/sshd', ['-D', '-e', '-f', at('sshd_config')], { stdio: ['ignore', 'ignore', 'pipe'] });
  let said = '';
  child.stderr?.on('data', (data: Buffer) => {
    said = (said + data.toString()).slice(-2_000);
  });
  for (let waited = 0; waited < 10_000; waited += 50) {
    if (child.exitCode !== null) break;
    if (await accepts(host, port)) return child;
    await sleep(50);
  }
  child.kill('SIGKILL');
  throw new Error(
    `sshd didn't start: ${said || (existsSync('/usr/sbin/sshd') ? 'it said nothing' : 'it is not installed')}`,
  );
}

function accepts(host: string, port: number): Promise<boolean> {
  return new Promise((resolve) => {
    const socket = connect({ host, port });
    const end = (answer: boolean) => {
      socket.destroy();
      resolve(answer);
    };
    socket.once('connect', () => end(true));
    socket.once('error', () => end(false));
  });
}

function makeKey(file: string): void {
  execFileSync('ssh-keygen', ['-q', '-t', 'ed25519', '-N', '', '-C', 'lab', '-f', file]);
}

/** As ssh-keygen -l names it, behind its type. */
function publicName(file: string): string {
  const [type = '', blob = ''] = readFileSync(`${file}.pub`, 'utf8').split(' ');
  const digest = createHash('sha256').update(Buffer.from(blob, 'base64')).digest('base64');
  return `${type} SHA256:${digest.replace(/=+$/, '')}`;
}

function settings({ host, port, at }: { host: string; port: number; at: (name: string) => string }): string {
  return `ListenAddress ${host}
Port ${port}
HostKey ${at('host')}
PidFile none
AuthorizedKeysFile ${at('authorized_keys')}
# The folder lies below /tmp, which everybody may write to.
StrictModes no
UsePAM no
PermitRootLogin yes
PasswordAuthentication no
KbdInteractiveAuthentication no
PubkeyAuthentication yes
AllowAgentForwarding no
AllowTcpForwarding no
X11Forwarding no
MaxStartups 20
Banner ${at('banner')}
ForceCommand ${at('script')}
`;
}
