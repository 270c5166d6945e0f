import type { S2sSession, XmppSession } from './port.ts';
import { s2sWith } from './s2s.ts';
import { sessionNamed } from './sessions.ts';
import * as read from './values.ts';

const show = read.oneOf('available', 'chat', 'away', 'xa', 'dnd');
const session = /^ - (?<resource>.+): (?<show>\S+)\((?<priority>-|[+-]?\d+)\), IP: \[(?<address>[^[\]]*)\]$/;
const s2s = /^ *(?<way>->|<-) (?<remote>\S+) (?:\[[^\]]*\] ?)?\((?<flags>[^)]*)\)$/;

/**
 * Lists of who is online as Prosody writes them with details: a line with the account, and below it one for each session,
 * ` - phone: away(5), IP: [192.0.2.1]`. `dropped`: lines that are neither.
 */
export function parseOnline(lines: readonly string[]): {
  accounts: string[];
  sessions: XmppSession[];
  dropped: number;
} {
  const accounts: string[] = [];
  const sessions: XmppSession[] = [];
  let dropped = 0;
  for (const line of lines) {
    const account = line.startsWith(' ') ? undefined : read.bareJid([line.trim()]);
    const told = session.exec(line)?.groups;
    const jid = told && accounts.length > 0 ? read.fullJid([`${accounts.at(-1)}/${told.resource}`]) : undefined;
    if (account) accounts.push(account);
    else if (jid && told)
      sessions.push({
        ...sessionNamed(jid),
        show: show([told.show ?? '']) ?? null,
        priority: read.priority([told.priority ?? '']) ?? null,
        address: /^[0-9a-fA-F.:]+$/.test(told.address ?? '') ? (told.address ?? null) : null,
      });
    else dropped++;
  }
  return { accounts, sessions, dropped };
}

/** Sessions between servers: `-> peer.example [s2sout1f] (authenticated, SASL, encrypted)`. */
export function parseS2s(lines: readonly string[], local: string): { sessions: S2sSession[]; dropped: number } {
  const sessions = lines.flatMap((line): S2sSession[] => {
    const told = s2s.exec(line)?.groups;
    const remote = read.domain([told?.remote ?? '']);
    if (!told || !remote) return [];
    const flags = new Set((told.flags ?? '').split(', '));
    const authentication = flags.has('SASL') ? 'certificate' : flags.has('dialback') ? 'dialback' : null;
    return [
      s2sWith({
        direction: told.way === '->' ? 'out' : 'in',
        local,
        remote,
        state: authentication || flags.has('authenticated') ? 'open' : 'connecting',
        authentication,
        // Which version of TLS it is, it doesn't say.
        tls: flags.has('encrypted') ? 'TLS' : null,
        bidi: flags.has('bidi') ? true : null,
      }),
    ];
  });
  return { sessions, dropped: lines.length - sessions.length };
}
