import type { Socket } from 'node:net';
import type { Client, ClientChannel } from 'ssh2';
import { cleanText } from './clean.ts';
import type { Why } from './sign-in.ts';

export const mostBytes = 64 * 1024;

export type Asked = { text: string } | Why;
type Signed = { client: Client; socket: Socket };

/**
 * Runs the command: by itself where the machine lets one (RFC 4254, 6.5), otherwise typed into its shell, as appliances have it
 * that know only their own prompt.
 */
export async function askBy({ client, socket }: Signed, command: string, deadline: number): Promise<Asked> {
  const opened = await open((done) => client.exec(command, done), deadline);
  if (opened !== 'refused') return 'detail' in opened ? opened : byItself(opened, socket, deadline);
  const shell = await open((done) => client.shell({ term: 'dumb', cols: 250, rows: 1000 }, done), deadline);
  if (shell === 'refused')
    return {
      detail: 'The machine lets this user neither run a command nor open a shell.',
      todo: 'Give the user the right to do one of both.',
    };
  return 'detail' in shell ? shell : typed(shell, command, deadline);
}

type Done = (error: Error | undefined, channel: ClientChannel) => void;

function open(ask: (done: Done) => void, deadline: number): Promise<ClientChannel | 'refused' | Why> {
  return new Promise((resolve) => {
    const timer = setTimeout(() => resolve(late), Math.max(0, deadline - performance.now()));
    try {
      ask((error, channel) => {
        clearTimeout(timer);
        resolve(error ? 'refused' : channel);
      });
    } catch {
      clearTimeout(timer);
      resolve(gone);
    }
  });
}

async function byItself(channel: ClientChannel, socket: Socket, deadline: number): Promise<Asked> {
  let code: number | null = null;
  channel.on('exit', (exit: number | null) => {
    code = exit;
  });
  const heard = listen(channel);
  const ended = await heard.until(() => false, deadline);
  if (ended !== 'closed') return ended === 'long' ? tooLong : late;
  // What ends with the connection may be the beginning of more.
  if (code === null && (socket.destroyed || socket.readableEnded)) return gone;
  const text = heard.text();
  if (text.trim() !== '') return { text };
  return {
    detail: code ? `The command ended with code ${code} and printed nothing.` : 'The command printed nothing.',
    todo: 'Run it there by hand: the user may not be allowed to, or XMPP is not switched on.',
  };
}

/** A prompt is the end of what is printed when nothing more comes; after the command it comes again. */
async function typed(channel: ClientChannel, command: string, deadline: number): Promise<Asked> {
  const heard = listen(channel);
  const greeted = await heard.until((text, quietMs) => (isPrompt(text) ? quietMs > 300 : quietMs > 2_000), deadline);
  if (greeted === 'long') return tooLong;
  if (greeted !== 'enough') return greeted === 'late' ? late : gone;
  const before = heard.text();
  if (/[:?]$/.test(lastLine(before))) return asksBack;
  const prompt = isPrompt(before) ? lastLine(before) : '';
  channel.write(`${command}\n`);
  const answered = await heard.until((text, quietMs) => {
    const answer = text.slice(before.length).trim();
    const back = prompt !== '' && answer.length > command.length && lastLine(text).endsWith(prompt);
    return back ? quietMs > 150 : quietMs > 3_000 && answer.length > command.length;
  }, deadline);
  channel.end('exit\n');
  if (answered === 'long') return tooLong;
  if (answered === 'late') return late;
  return { text: heard.text().slice(before.length) };
}

const lastLine = (text: string) => text.slice(text.lastIndexOf('\n') + 1).trim();
const isPrompt = (text: string) => /^\S.{0,80}[>#$%]$/.test(lastLine(text));

function listen(channel: ClientChannel) {
  const chunks: Buffer[] = [];
  let [bytes, heardAt, closed] = [0, performance.now(), false];
  let wake = () => {};
  const take = (chunk: Buffer) => {
    // What is beyond the bound is not kept, and the channel is ended by whoever waits.
    if (bytes <= mostBytes) chunks.push(chunk);
    bytes += chunk.length;
    heardAt = performance.now();
    if (bytes > mostBytes) wake();
  };
  channel.on('data', take);
  channel.stderr.on('data', take);
  channel.on('error', () => {});
  channel.on('close', () => {
    closed = true;
    wake();
  });
  const text = () => cleanText(Buffer.concat(chunks).toString('utf8'));
  return {
    text,
    /** Resolves as soon as it is enough, too long, closed or late. */
    async until(enough: (text: string, quietMs: number) => boolean, deadline: number) {
      for (;;) {
        if (bytes > mostBytes) return 'long' as const;
        if (closed) return 'closed' as const;
        if (enough(text(), performance.now() - heardAt)) return 'enough' as const;
        if (performance.now() >= deadline) return 'late' as const;
        await new Promise<void>((resolve) => {
          const timer = setTimeout(resolve, Math.min(50, Math.max(1, deadline - performance.now())));
          wake = () => {
            clearTimeout(timer);
            resolve();
          };
        });
      }
    },
  };
}

const late: Why = {
  detail: 'The command did not end in time.',
  todo: 'Run it there by hand and see what it waits for.',
};
/** A password that has expired is asked for again in the shell: the command must not become the new one. */
const asksBack: Why = {
  detail: 'The machine asks something instead of waiting for a command. Nothing was typed.',
  todo: 'Sign in there by hand: the password may have expired.',
};
const gone: Why = { detail: 'The machine hung up.', todo: 'Look at its log: it says why.' };
const tooLong: Why = {
  detail: `The answer is longer than ${mostBytes / 1024} kB and was not read.`,
  todo: 'Run the command there by hand: something else than a status comes out of it.',
};
