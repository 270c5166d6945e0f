import { setTimeout as sleep } from 'node:timers/promises';
import { Refused, Session } from '../session.ts';
import { type Element, escapeXml, find } from '../xml.ts';
import type { Actor } from './cast.ts';
import { lines, statuses } from './lines.ts';

const firstDelayMs = 3000;
const longestDelayMs = 60_000;
/** Of wrong passwords a day far fewer than the directory's policy takes for guessing, and locks the account for. */
const refusedDelayMs = 30 * 60_000;

/** Keeps one person online until `signal`: comes back after a lost connection, and stays away for longer each time it fails. */
export async function live(actor: Actor, ca: string, signal: AbortSignal): Promise<void> {
  let delayMs = firstDelayMs;
  while (!signal.aborted) {
    const session = await Session.open({ ...actor, ca, onStanza: acceptContact }).catch((cause: unknown) => {
      // A changed password is changed for good.
      if (cause instanceof Refused) delayMs = refusedDelayMs;
      return null;
    });
    if (session) {
      delayMs = firstDelayMs;
      await be(actor, session, signal);
    }
    if (!signal.aborted) await pause(delayMs * (0.5 + Math.random()), signal);
    delayMs = Math.max(firstDelayMs, Math.min(delayMs * 2, longestDelayMs));
  }
}

async function be(actor: Actor, session: Session, signal: AbortSignal): Promise<void> {
  const gone = new AbortController();
  void session.ended.then(() => gone.abort());
  const until = AbortSignal.any([signal, gone.signal]);
  try {
    session.send('<presence/>');
    await befriend(actor, session);
    const nick = actor.jid.split('@')[0] ?? 'somebody';
    for (const room of actor.rooms)
      session.send(
        `<presence to="${escapeXml(`${room}/${nick}`)}"><x xmlns="http://jabber.org/protocol/muc"><history maxstanzas="0"/></x></presence>`,
      );
    while (!until.aborted) {
      await pause(8000 + Math.random() * 20_000, until);
      if (!until.aborted) act(actor, session);
    }
  } catch {
    // A request without an answer: the connection is of no use.
  }
  if (!gone.signal.aborted) await session.close();
}

/** Asks for the presence of those who aren't in the roster yet (RFC 6121, 3.1). */
async function befriend({ contacts }: Actor, session: Session): Promise<void> {
  const bare = session.jid.split('/')[0] as string;
  const roster = await session.ask('get', bare, '<query xmlns="jabber:iq:roster"/>');
  const known = new Set(find(roster, 'query')?.children.map(({ attributes }) => attributes.jid));
  for (const contact of contacts)
    if (!known.has(contact)) session.send(`<presence type="subscribe" to="${escapeXml(contact)}"/>`);
}

function acceptContact({ name, attributes }: Element, session: Session): void {
  const { type, from } = attributes;
  if (name === 'presence' && type === 'subscribe' && from)
    session.send(`<presence type="subscribed" to="${escapeXml(from)}"/>`);
}

function act({ contacts, rooms }: Actor, session: Session): void {
  const chance = Math.random();
  if (chance < 0.25) {
    const { show, status } = of(statuses);
    session.send(`<presence>${show && `<show>${show}</show>`}<status>${status}</status></presence>`);
  } else if (chance < 0.6) session.say(of(contacts), of(lines));
  else session.say(of(rooms), of(lines), 'groupchat');
}

function of<T>(choices: readonly T[]): T {
  return choices[Math.floor(Math.random() * choices.length)] as T;
}

function pause(ms: number, signal: AbortSignal): Promise<void> {
  return sleep(ms, undefined, { signal }).catch(() => undefined);
}
