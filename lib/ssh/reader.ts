import { connect, type Socket } from 'node:net';
import { askBy } from './ask.ts';
import { openPrivateKey } from './keys.ts';
import type { SshAnswer, SshReader, SshStepTaken } from './port.ts';
import { signIn, type Why } from './sign-in.ts';

const usualDeadlineMs = 15_000;

/** SSH by the package ssh2, which is imported in this room alone. */
export const sshReader: SshReader = {
  openKey: openPrivateKey,
  async run(place, secret, command, { deadlineMs = usualDeadlineMs, signal } = {}) {
    const begun = performance.now();
    const deadline = begun + deadlineMs;
    const answer: SshAnswer = { steps: [], hostKey: '', text: null, refused: false };
    let from = begun;
    const took = (step: SshStepTaken['step'], ok: boolean, { detail, todo }: Why, until = performance.now()) => {
      answer.steps.push({ step, ok, detail, todo, ms: until - from });
      from = until;
      return answer;
    };
    const done = (detail: string): Why => ({ detail, todo: '' });

    const socket = await openTcp(place.host, place.port, deadline);
    if ('detail' in socket) return took('tcp', false, socket);
    took('tcp', true, done(`${place.host}, port ${place.port}`));
    // Whatever is waited for then ends by itself.
    const leave = () => socket.destroy();
    signal?.addEventListener('abort', leave);
    try {
      if (signal?.aborted) leave();
      const signed = await signIn(socket, place, secret, deadline);
      answer.hostKey = signed.hostKey;
      if (signed.at === 'host-key') return took('host-key', false, signed.why);
      // A key of ours that can't be used is found out before anything was exchanged.
      if (signed.judgedAt !== null) took('host-key', true, done(signed.hostKey), signed.judgedAt);
      answer.refused = signed.at === 'refused';
      if (signed.at !== 'ready') return took('auth', false, signed.why);
      took('auth', true, done(`Signed in as ${place.user}`));
      const asked = await askBy({ client: signed.client, socket }, command, deadline);
      signed.client.end();
      if ('detail' in asked) return took('command', false, asked);
      answer.text = asked.text;
      return took('command', true, done(`${asked.text.length.toLocaleString('en')} characters`));
    } finally {
      signal?.removeEventListener('abort', leave);
      leave();
    }
  },
};

const reasons: Record<string, string> = {
  ECONNREFUSED: 'Nothing listens there.',
  ENOTFOUND: 'There is no such host.',
  EAI_AGAIN: 'DNS did not answer.',
  EHOSTUNREACH: 'There is no way to that host.',
  ENETUNREACH: 'There is no way to that network.',
};

function openTcp(host: string, port: number, deadline: number): Promise<Socket | Why> {
  return new Promise((resolve) => {
    const socket = connect({ host, port });
    const end = (result: Socket | Why) => {
      clearTimeout(timer);
      if ('detail' in result) socket.destroy();
      resolve(result);
    };
    const why = (detail: string): Why => ({ detail, todo: 'Check host and port, and whether the machine runs.' });
    // A third of the time: what answers at all answers the first packet soon.
    const timer = setTimeout(() => end(why('It did not answer.')), Math.max(0, (deadline - performance.now()) / 3));
    // Stays: an error after this one must not end the process.
    socket.on('error', ({ code = '' }: NodeJS.ErrnoException) =>
      end(why(reasons[code] ?? 'The connection could not be opened.')),
    );
    socket.once('connect', () => end(socket));
  });
}
