import type { Socket } from 'node:net';
import ssh2, { type AuthenticationType, type AuthHandlerMiddleware, type Client, type ConnectConfig } from 'ssh2';
import type { SshSecret } from '../domain/ssh-cluster.ts';
import { algorithms } from './algorithms.ts';
import { nameOfKey } from './keys.ts';
import type { SshPlace } from './port.ts';

export type Why = { detail: string; todo: string };
export type SignedIn =
  | { at: 'ready'; client: Client; hostKey: string; judgedAt: number }
  | { at: 'host-key' | 'auth' | 'refused'; hostKey: string; judgedAt: number | null; why: Why };

/** Keys are exchanged and the person is named on an open socket. Ends with the socket unless it is ready. */
export function signIn(socket: Socket, place: SshPlace, secret: SshSecret, deadline: number): Promise<SignedIn> {
  return new Promise((resolve) => {
    const client = new ssh2.Client();
    let [hostKey, judgedAt]: [string, number | null] = ['', null];
    const end = (at: SignedIn['at'], why?: Why) => {
      clearTimeout(timer);
      if (at === 'ready') return resolve({ at, client, hostKey, judgedAt: judgedAt ?? performance.now() });
      client.destroy();
      socket.destroy();
      resolve({ at, hostKey, judgedAt, why: why as Why });
    };
    const fail = (cause: string) => {
      if (cause === 'client-authentication') end('refused', whyNotIn(cause, place));
      else if (judgedAt !== null || cause === 'unusable') end('auth', whyNotIn(cause, place));
      else end('host-key', whyNoKey(cause, place, hostKey));
    };
    const timer = setTimeout(() => fail('timeout'), Math.max(0, deadline - performance.now()));
    // Stays: an error after this one must not end the process.
    client.on('error', ({ level, message }) => fail(level === 'client-authentication' ? level : message));
    client.once('close', () => fail('closed'));
    client.once('ready', () => end('ready'));
    client.on('keyboard-interactive', (_name, _instructions, _language, prompts, answer) => {
      // What is shown while it is typed is no password; and no other question gets it.
      const [prompt] = prompts;
      answer(prompts.length === 1 && prompt?.echo === false ? [secret.password] : prompts.map(() => ''));
    });
    try {
      client.connect({
        ...credentials(place, secret),
        sock: socket,
        username: place.user,
        readyTimeout: 0,
        algorithms: algorithms(place.hostKey),
        hostVerifier: (key: Buffer) => {
          hostKey = nameOfKey(key);
          if (hostKey !== place.hostKey) return false;
          judgedAt = performance.now();
          return true;
        },
      });
    } catch {
      fail('unusable');
    }
  });
}

/** No agent, no key that lies somewhere, nothing but what was entered for this member; and that is tried once. */
function credentials({ auth }: SshPlace, { password, privateKey }: SshSecret): Partial<ConnectConfig> {
  const usual: AuthenticationType[] = auth === 'key' ? ['publickey'] : ['password', 'keyboard-interactive'];
  let [asked, tried] = [false, false];
  const authHandler: AuthHandlerMiddleware = (offered, _partial, next) => {
    // The first question only asks what there is (RFC 4252, 5.2): a wrong way in would count against the account.
    if (!asked) {
      asked = true;
      return next('none');
    }
    const way = tried ? undefined : usual.find((one) => offered?.includes(one));
    tried = true;
    next(way ?? (false as never));
  };
  return auth === 'key' ? { privateKey, authHandler } : { password, tryKeyboard: true, authHandler };
}

function whyNoKey(cause: string, { hostKey: expected }: SshPlace, shown: string): Why {
  if (shown !== '' && expected === '')
    return {
      detail: `It shows ${shown}.`,
      todo: 'Compare this with the key on the machine’s own console, and accept it.',
    };
  if (shown !== '')
    return {
      detail: `It shows ${shown}, and not the key that was accepted. Nothing was sent.`,
      todo: 'Find out whether the machine got a new key; otherwise somebody answers in its place.',
    };
  if (/no matching host key/i.test(cause))
    return {
      detail: expected
        ? `It no longer shows a key of the kind ${expected.split(' ')[0]}, which was accepted.`
        : 'It has no host key of a kind that is still safe.',
      todo: 'Give it an Ed25519, ECDSA or RSA key, and accept that one.',
    };
  if (/no matching/i.test(cause))
    return {
      detail: 'It only has algorithms that are no longer safe.',
      todo: 'Update the SSH server of the machine.',
    };
  if (cause === 'timeout')
    return { detail: 'It is connected, and did not answer in time.', todo: 'See whether the machine is overloaded.' };
  return {
    detail: 'What listens there does not speak SSH as expected, or hung up.',
    todo: 'Check the port, and whether the machine lets the portal’s address in.',
  };
}

function whyNotIn(cause: string, { user, auth }: SshPlace): Why {
  if (cause === 'timeout')
    return { detail: 'The sign-in was not answered in time.', todo: 'See whether the machine is overloaded.' };
  if (cause === 'unusable')
    return { detail: 'The private key can’t be used.', todo: 'Edit the cluster and enter the key again.' };
  return cause === 'client-authentication'
    ? {
        detail: `${user} was refused with this ${auth === 'key' ? 'key' : 'password'}.`,
        todo:
          auth === 'key'
            ? 'Check the user, and put the public key where the machine looks for it.'
            : 'Check user and password; the account may also be locked or its password expired.',
      }
    : { detail: 'The machine hung up during the sign-in.', todo: 'Look at its log: it says why.' };
}
