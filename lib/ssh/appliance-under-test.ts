import { generateKeyPairSync } from 'node:crypto';
import { createServer, type Server, type Socket } from 'node:net';
import { setTimeout as sleep } from 'node:timers/promises';
import ssh2, { type Connection, type ServerChannel } from 'ssh2';
import { freePort } from '#lab/free-port.ts';
import { nameOfKey } from './keys.ts';

/** Faults and habits that no OpenSSH has: an appliance with a prompt, one that never answers, one that answers without end. */
export type Appliance = { host: string; port: number; hostKey: string; tries: string[]; stop(): Promise<void> };

export type Habits = {
  password: string;
  /** `keyboard`: only asks questions, as appliances with PAM do. */
  signIn?: 'password' | 'keyboard' | 'never answers' | 'hangs up';
  /** Without it, a command by itself is refused and a shell is offered. */
  exec?: (command: string, channel: ServerChannel) => void;
  /** What is answered in the shell. */
  shell?: { banner: string; prompt: string; answer: string } | 'refused' | 'silent';
  /** Accepts the connection and says nothing at all. */
  dumb?: boolean;
  algorithms?: ssh2.Algorithms;
};

export async function startAppliance(host: string, habits: Habits): Promise<Appliance> {
  const { privateKey } = generateKeyPairSync('rsa', {
    modulusLength: 2048,
    publicKeyEncoding: { type: 'pkcs1', format: 'pem' },
    privateKeyEncoding: { type: 'pkcs1', format: 'pem' },
  });
  const parsed = ssh2.utils.parseKey(privateKey);
  const key = Array.isArray(parsed) ? parsed[0] : parsed;
  if (!key || key instanceof Error) throw new Error('no key');
  const tries: string[] = [];
  const port = await freePort(host);
  const server = habits.dumb
    ? createServer()
    : new ssh2.Server({ hostKeys: [privateKey], algorithms: habits.algorithms }, (client) =>
        play(client, habits, tries),
      );
  const open = new Set<Socket | Connection>();
  (server as Server).on('connection', (one: Socket | Connection) => {
    one.on('error', () => {});
    open.add(one);
  });
  await new Promise<void>((resolve) => void (server as Server).listen(port, host, resolve));
  return {
    ...{ host, port, tries, hostKey: nameOfKey(Buffer.from(key.getPublicSSH())) },
    async stop() {
      const closed = new Promise((resolve) => (server as Server).close(resolve));
      for (const one of open) one.end();
      await Promise.race([closed, sleep(500)]);
    },
  };
}

function play(client: Connection, habits: Habits, tries: string[]): void {
  client.on('error', () => {});
  client.on('authentication', (attempt) => {
    tries.push(attempt.method);
    if (habits.signIn === 'never answers') return;
    if (habits.signIn === 'hangs up') return void client.end();
    const keyboard = habits.signIn === 'keyboard';
    if (!keyboard && attempt.method === 'password')
      return attempt.password === habits.password ? attempt.accept() : attempt.reject(['password']);
    if (!keyboard || attempt.method !== 'keyboard-interactive')
      return attempt.reject([keyboard ? 'keyboard-interactive' : 'password']);
    attempt.prompt([{ prompt: 'Password: ', echo: false }], (answers) =>
      answers[0] === habits.password ? attempt.accept() : attempt.reject(),
    );
  });
  client.on('ready', () => {
    client.on('session', (accept) => {
      const session = accept();
      session.on('exec', (allow, refuse, { command }) => {
        if (habits.exec) habits.exec(command, allow());
        else refuse();
      });
      session.on('pty', (allow) => allow?.());
      session.on('shell', (allow, refuse) => {
        if (habits.shell === undefined || habits.shell === 'refused') return refuse?.();
        const channel = allow();
        if (habits.shell !== 'silent') converse(channel, habits.shell);
      });
    });
  });
}

function converse(
  channel: ServerChannel,
  { banner, prompt, answer }: { banner: string; prompt: string; answer: string },
) {
  channel.write(`${banner}\r\n${prompt}`);
  let typed = '';
  channel.on('data', (data: Buffer) => {
    typed += data.toString();
    if (!typed.includes('\n')) return;
    const [line = ''] = typed.split('\n');
    typed = '';
    if (line === 'exit') return channel.end();
    // As a terminal does: what was typed comes back first.
    channel.write(`${line}\r\n${answer.replaceAll('\n', '\r\n')}\r\n\u001b[1m${prompt}\u001b[0m`);
  });
}
