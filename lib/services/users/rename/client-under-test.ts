import { expect, vi } from 'vitest';
import { signIn } from '../../../../lab/xmpp/for-tests.ts';
import type { Session } from '../../../../lab/xmpp/session.ts';
import { type Element, escapeXml, find } from '../../../../lab/xmpp/xml.ts';

/** For tests only: what somebody does and sees on a client of their own, at the lab's ejabberd and Prosody. */
const open = new Set<Session>();

export async function leaveAll(): Promise<void> {
  await Promise.all([...open].map((session) => session.close()));
  open.clear();
}

export async function online(jid: string, password: string): Promise<Session> {
  const session = await signIn(jid, password);
  open.add(session);
  session.send('<presence/>');
  return session;
}
export async function leave(session: Session): Promise<void> {
  open.delete(session);
  await session.close();
}
const bare = (session: Session) => session.jid.split('/')[0] as string;
export const ask = (session: Session, type: 'get' | 'set', payload: string) =>
  session.ask(type, bare(session), payload);

/** Both subscribe to each other, as clients do. */
export async function befriend(one: Session, other: Session): Promise<void> {
  for (const [from, to] of [
    [one, other],
    [other, one],
  ] as const) {
    from.send(`<presence type="subscribe" to="${escapeXml(bare(to))}"/>`);
    await to.next(({ name, attributes }) => name === 'presence' && attributes.type === 'subscribe');
    to.send(`<presence type="subscribed" to="${escapeXml(bare(from))}"/>`);
  }
  await vi.waitFor(async () => {
    expect(await roster(one)).toContainEqual(expect.stringContaining(`${bare(other)} both`));
    expect(await roster(other)).toContainEqual(expect.stringContaining(`${bare(one)} both`));
  }, 5_000);
}

/** "jid subscription group" of each contact. */
export async function roster(session: Session): Promise<string[]> {
  const answer = await ask(session, 'get', '<query xmlns="jabber:iq:roster"/>');
  const items = find(answer, 'query')?.children ?? [];
  return items
    .map((item) =>
      [item.attributes.jid, item.attributes.subscription, find(item, 'group')?.text ?? ''].join(' ').trim(),
    )
    .sort();
}

export async function archived(session: Session): Promise<string[]> {
  const id = crypto.randomUUID();
  const answer = session.ask('set', bare(session), `<query xmlns="urn:xmpp:mam:2" queryid="${id}"/>`);
  const bodies: string[] = [];
  await answer;
  for (;;) {
    const left = await Promise.race([session.next((stanza) => find(stanza, 'forwarded') !== undefined), null]);
    if (!left) return bodies;
    const body = find(left, 'body')?.text;
    if (body) bodies.push(body);
  }
}

export async function enter(session: Session, room: string): Promise<void> {
  session.send(`<presence to="${room}/me"><x xmlns="http://jabber.org/protocol/muc"/></presence>`);
  await session.next(({ name, attributes }) => name === 'presence' && attributes.from === `${room}/me`);
  await session.ask(
    'set',
    room,
    '<query xmlns="http://jabber.org/protocol/muc#owner"><x xmlns="jabber:x:data" type="submit"/></query>',
  );
}

/** What this session may do in a room: an owner gets the list of owners. */
export async function owners(session: Session, room: string): Promise<string[]> {
  const answer = await session.ask(
    'get',
    room,
    '<query xmlns="http://jabber.org/protocol/muc#admin"><item affiliation="owner"/></query>',
  );
  return (find(answer, 'query')?.children ?? []).map(({ attributes }: Element) => attributes.jid ?? '').sort();
}
