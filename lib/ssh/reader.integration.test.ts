import { execFileSync } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, afterEach, beforeAll, describe, expect, test } from 'vitest';
import { type Sshd, startSshd } from '#lab/ssh/sshd.ts';
import { parseStatusText } from '../domain/cluster-status-text.ts';
import { type Appliance, type Habits, startAppliance } from './appliance-under-test.ts';
import { mostBytes } from './ask.ts';
import { openPrivateKey } from './keys.ts';
import { sshReader } from './reader.ts';

/** Debian's sshd where that can be asked, and a played appliance for what no sshd does. */
const host = `127.${90 + (process.pid % 100)}.7.1`;
const status =
  'State: LEADER\nList of peers\n192.0.2.1:5222 (Leader)\n192.0.2.2:5222\nLast state change: 2026-Nov-21 12:30:05\n';
const command = 'xmpp cluster status';
let sshd: Sshd;
const appliances: Appliance[] = [];

beforeAll(async () => {
  sshd = await startSshd(host, { status });
});
afterAll(() => sshd?.stop());
afterEach(async () => {
  for (const one of appliances.splice(0)) await one.stop();
});

const withKey = (privateKey: string) => ({ password: '', privateKey });
const withPassword = (password: string) => ({ password, privateKey: '' });
const place = (over: object = {}) => {
  const { port, user, hostKey } = sshd;
  return { host, port, user, auth: 'key' as const, hostKey, ...over };
};
const ask = (over: object = {}, secret = withKey(sshd.keys.right)) => sshReader.run(place(over), secret, command);
const ended = ({ steps }: Awaited<ReturnType<typeof ask>>) => {
  const last = steps.at(-1);
  return `${last?.step} ${last?.ok ? 'ok' : 'failed'}`;
};

describe('a real sshd', () => {
  test('is asked by exactly the one command, and its answer is read', async () => {
    const answer = await ask();
    expect(answer.steps.map(({ step, ok }) => [step, ok])).toEqual([
      ['tcp', true],
      ['host-key', true],
      ['auth', true],
      ['command', true],
    ]);
    expect(parseStatusText(answer.text ?? '')?.peers).toHaveLength(2);
    expect(sshd.asked().at(-1)).toBe(command);
  });

  test('shows its key before anything is sent to it; nobody signs in until it is accepted', async () => {
    const before = sshd.asked().length;
    const answer = await ask({ hostKey: '' });
    expect([ended(answer), answer.hostKey, answer.text]).toEqual(['host-key failed', sshd.hostKey, null]);
    expect(sshd.asked()).toHaveLength(before);
  });

  test('with another key than the accepted one is refused, and told', async () => {
    const old = sshd.hostKey;
    const now = await sshd.renewHostKey();
    const answer = await ask({ hostKey: old });
    expect([ended(answer), answer.hostKey]).toEqual(['host-key failed', now]);
    expect(answer.steps.at(-1)?.detail).toContain('not the key that was accepted');
    expect(ended(await ask())).toBe('command ok');
  });

  test('with only another kind of key than the accepted one is refused', async () => {
    const answer = await ask({ hostKey: `ecdsa-sha2-nistp256 SHA256:${'A'.repeat(43)}` });
    expect(ended(answer)).toBe('host-key failed');
    expect(answer.steps.at(-1)?.detail).toContain('no longer shows a key of the kind ecdsa-sha2-nistp256');
  });

  test('refuses a key that it doesn’t know, and passwords', async () => {
    expect(ended(await ask({}, withKey(sshd.keys.wrong)))).toBe('auth failed');
    expect(ended(await ask({ auth: 'password' }, withPassword('guessed')))).toBe('auth failed');
  });

  test('that prints more than 64 kB is not read', async () => {
    sshd.print(status + 'x'.repeat(mostBytes));
    const answer = await ask();
    sshd.print(status);
    expect([ended(answer), answer.text]).toEqual(['command failed', null]);
    expect(answer.steps.at(-1)?.detail).toContain('longer than 64 kB');
  });

  test('that prints colours and other control characters gives plain lines', async () => {
    sshd.print(
      `\u001b]0;cms1\u0007\u001b[1;32mState: FOLLOWER\u001b[0m\r\nList of peers\u0000\r\n192.0.2.1:5222\u001b[K (Leader)\r\n`,
    );
    const answer = await ask();
    sshd.print(status);
    expect(answer.text).toBe('State: FOLLOWER\nList of peers\n192.0.2.1:5222 (Leader)\n');
  });
});

describe('where nobody answers', () => {
  test('a port on which nothing listens, and a name that has no address', async () => {
    expect(ended(await ask({ port: 1 }))).toBe('tcp failed');
    expect(ended(await ask({ host: 'nobody.invalid' }))).toBe('tcp failed');
  });

  test('whoever stops waiting waits no longer', async () => {
    const dumb = await appliance({ password: '', dumb: true });
    const stop = AbortSignal.timeout(100);
    const answer = await sshReader.run(place({ ...at(dumb), hostKey: '' }), withPassword(''), command, {
      signal: stop,
    });
    expect(ended(answer)).toBe('host-key failed');
  });
});

async function appliance(habits: Habits): Promise<Appliance> {
  const one = await startAppliance(host, habits);
  appliances.push(one);
  return one;
}
const at = ({ port, hostKey }: Appliance) => ({ port, hostKey, user: 'admin', auth: 'password' as const });
const askAppliance = async (habits: Partial<Habits>, secret = 'right', deadlineMs = 15_000) => {
  const one = await appliance({ password: 'right', ...habits });
  return sshReader.run(place(at(one)), withPassword(secret), command, { deadlineMs });
};

describe('an appliance', () => {
  const shell = { banner: 'Welcome to cms1\r\nAuthorised people only.', prompt: 'cms1> ', answer: status };

  test('that knows only its own prompt is asked there', async () => {
    const answer = await askAppliance({ shell });
    expect(ended(answer)).toBe('command ok');
    expect(parseStatusText(answer.text ?? '')).toMatchObject({ state: 'leader', peers: [{ leader: true }, {}] });
  });

  test('that asks for the password by a question gets it, and only there', async () => {
    expect(ended(await askAppliance({ shell, signIn: 'keyboard' }))).toBe('command ok');
  });

  test('refuses a wrong password, once and not again and again', async () => {
    const one = await appliance({ password: 'right', shell });
    const answer = await sshReader.run(place(at(one)), withPassword('wrong'), command);
    expect([ended(answer), answer.steps.at(-1)?.detail]).toEqual([
      'auth failed',
      'admin was refused with this password.',
    ]);
    expect(one.tries).toEqual(['none', 'password']);
    expect(answer.refused).toBe(true);
  });

  test.each(['hangs up', 'never answers'] as const)('that %s during the sign-in has refused nobody', async (signIn) => {
    const answer = await askAppliance({ signIn }, 'right', 2_500);
    expect([ended(answer), answer.refused]).toEqual(['auth failed', false]);
  });

  test('that lets nobody run anything says so', async () => {
    const answer = await askAppliance({ shell: 'refused' });
    expect(answer.steps.at(-1)?.detail).toContain('neither run a command nor open a shell');
  });

  test.each<[string, Partial<Habits>, string]>([
    ['never begins SSH', { dumb: true }, 'host-key failed'],
    ['never answers the sign-in', { signIn: 'never answers' }, 'auth failed'],
    ['never ends its answer', { exec: (_, channel) => void channel.write('State: ') }, 'command failed'],
    ['has a shell that says nothing', { shell: 'silent' }, 'command failed'],
  ])('that %s is given up in time', async (_, habits, end) => {
    expect(ended(await askAppliance(habits, 'right', 2_500))).toBe(end);
  });

  test('that hangs up in the middle of its answer is not believed', async () => {
    const cut = await askAppliance({
      exec: (_, channel) => {
        channel.write('State: LEADER\nList of peers\n192.0.2.1:5222 (Lea', () => {
          for (const { stop } of appliances) void stop();
        });
      },
    });
    expect([ended(cut), cut.text]).toEqual(['command failed', null]);
  });

  test('that has only algorithms with SHA-1 is not talked to', async () => {
    const answer = await askAppliance({ algorithms: { kex: ['diffie-hellman-group14-sha1'] } });
    expect([ended(answer), answer.steps.at(-1)?.detail]).toEqual([
      'host-key failed',
      'It only has algorithms that are no longer safe.',
    ]);
  });

  test('that prints without end is cut off', async () => {
    const answer = await askAppliance({
      exec: (_, channel) => {
        const more = () => {
          while (!channel.destroyed && channel.write('x'.repeat(10_000)));
          if (!channel.destroyed) channel.once('drain', more);
        };
        more();
      },
    });
    expect(answer.steps.at(-1)?.detail).toContain('longer than 64 kB');
  });
});

describe('a private key', () => {
  const folder = mkdtempSync(join(tmpdir(), 'bailiwick-keys-'));
  afterAll(() => rmSync(folder, { recursive: true }));
  const make = (name: string, line: string[]) => {
    execFileSync('ssh-keygen', ['-q', ...line, '-f', join(folder, name)]);
    return readFileSync(join(folder, name), 'utf8');
  };

  test.each([
    ['Ed25519', ['-t', 'ed25519', '-N', 'pass phrase']],
    ['ECDSA', ['-t', 'ecdsa', '-b', '384', '-N', 'pass phrase']],
    ['RSA', ['-t', 'rsa', '-b', '2048', '-N', 'pass phrase']],
    ['RSA in PEM', ['-t', 'rsa', '-b', '2048', '-m', 'PEM', '-N', 'pass phrase']],
  ])('of the kind %s opens once by its passphrase, and is a key for a real sshd from then on', async (kind, line) => {
    const name = kind.replaceAll(' ', '-');
    const text = make(name, line);
    expect(openPrivateKey(text, 'another')).toMatchObject({ ok: false, failure: { kind: 'invalid' } });
    const opened = openPrivateKey(text, 'pass phrase');
    if (!opened.ok) throw new Error(opened.failure.why);
    writeFileSync(join(folder, `${name}-open`), opened.value, { mode: 0o600 });
    const known = execFileSync('ssh-keygen', ['-y', '-P', '', '-f', join(folder, `${name}-open`)], {
      encoding: 'utf8',
    });
    expect(readFileSync(join(folder, `${name}.pub`), 'utf8')).toContain(known.split(' ')[1]?.trim());
    expect(openPrivateKey(opened.value, '')).toEqual(opened);
  });

  test.each([
    ['nothing of the kind', () => 'ssh me in'],
    ['a public key', () => readFileSync(join(folder, 'Ed25519.pub'), 'utf8')],
    ['1,024 bits of RSA', () => make('short', ['-t', 'rsa', '-b', '1024', '-N', ''])],
    ['slow to open on purpose', () => make('slow', ['-t', 'ed25519', '-a', '100', '-N', 'x'])],
  ])('that is %s is refused', (_, text) => {
    expect(openPrivateKey(text(), 'x')).toMatchObject({ ok: false, failure: { kind: 'invalid' } });
  });
});
