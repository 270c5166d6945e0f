import { readFileSync } from 'node:fs';
import type { AddressInfo } from 'node:net';
import { createServer, type Socket } from 'node:net';
import { TLSSocket } from 'node:tls';

/**
 * A mail server of a few commands (RFC 5321), with STARTTLS. A scripted one, because a real one can't be made to refuse, or to
 * offer no TLS, at a moment of our choosing; and none of Debian's is among the packages that the tests need already.
 */
export type ScriptedMailServer = {
  url: string;
  /** Whole messages that were taken. */
  mails: string[];
  /** What was said before TLS. */
  inTheClear: string[];
  behaviour: { offersTls: boolean; refuses: boolean };
  stop(): Promise<void>;
};

type Files = { certificateFile: string; keyFile: string };

export async function scriptedMailServer({ certificateFile, keyFile }: Files): Promise<ScriptedMailServer> {
  const context = { cert: readFileSync(certificateFile), key: readFileSync(keyFile) };
  const told: ScriptedMailServer = {
    ...{ url: '', mails: [], inTheClear: [], behaviour: { offersTls: true, refuses: false } },
    stop: () => new Promise((resolve) => server.close(() => resolve())),
  };
  const server = createServer((socket) => {
    socket.on('error', () => {});
    socket.write('220 scripted\r\n');
    converse(socket, false);
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  told.url = `smtp://alerts:secret@localhost:${(server.address() as AddressInfo).port}`;
  return told;

  function converse(socket: Socket, encrypted: boolean): void {
    let rest = '';
    let data = false;
    const say = (line: string) => socket.write(`${line}\r\n`);
    const listen = (bytes: Buffer) => {
      rest += bytes.toString('utf8');
      for (let end = rest.indexOf('\r\n'); end >= 0 && !data; end = rest.indexOf('\r\n')) {
        const line = rest.slice(0, end);
        rest = rest.slice(end + 2);
        answer(line);
      }
      const end = data ? rest.indexOf('\r\n.\r\n') : -1;
      if (end < 0) return;
      data = false;
      if (told.behaviour.refuses) return void say('451 not now');
      told.mails.push(rest.slice(0, end));
      rest = rest.slice(end + 5);
      say('250 taken');
    };
    const answer = (line: string) => {
      if (!encrypted) told.inTheClear.push(line);
      const command = line.slice(0, 4).toUpperCase();
      if (command === 'EHLO') {
        if (!encrypted && told.behaviour.offersTls) say('250-STARTTLS');
        return say('250-AUTH PLAIN\r\n250 8BITMIME');
      }
      if (command === 'AUTH') return say('235 in');
      if (command === 'DATA') {
        data = true;
        return say('354 go on');
      }
      if (command === 'STAR') {
        if (!told.behaviour.offersTls) return say('502 not here');
        say('220 go on');
        socket.off('data', listen);
        const inside = new TLSSocket(socket, { isServer: true, ...context });
        inside.on('error', () => {});
        return converse(inside, true);
      }
      if (command === 'QUIT') return socket.end('221 bye\r\n');
      return say('250 ok');
    };
    socket.on('data', listen);
  }
}
