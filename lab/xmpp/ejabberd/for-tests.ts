import { inject } from 'vitest';
import type { Answer } from '../ad-hoc.ts';
import type { XmppNodeFacts } from '../facts.ts';
import { serverOf, signIn } from '../for-tests.ts';
import type { Session } from '../session.ts';
import { find } from '../xml.ts';

export const here = 'north.example';
export const rooms = `rooms.${here}`;
const north = serverOf(`uma@${here}`);
export const [first, second] = north.nodes as [XmppNodeFacts, XmppNodeFacts];

const open: Session[] = [];

/** Whoever is signed in by these is signed out by `goHome`. */
export async function administrator(node = first): Promise<Session> {
  return kept(await signIn(north.admin.jid, north.admin.password, node));
}

/** One of the demo's people; `presence` is sent, and waited for, unless it is empty. */
export async function person(jid: string, { node, presence = '<presence/>' }: Way = {}): Promise<Session> {
  const session = kept(await signIn(jid, inject('lab').accounts[0]?.password as string, node));
  if (!presence) return session;
  session.send(presence);
  await session.next(({ name, attributes }) => name === 'presence' && attributes.from === session.jid);
  return session;
}

type Way = { node?: XmppNodeFacts; presence?: string };

export async function goHome(): Promise<void> {
  await Promise.all(open.splice(0).map((session) => session.close()));
}

/** First values of a column, in the order of the rows. */
export function column(answer: Answer, name: string): (string | undefined)[] {
  return answer.rows.map((row) => row[name]?.[0]);
}

export async function nextBody(session: Session, body: string) {
  return session.next((stanza) => stanza.name === 'message' && find(stanza, 'body')?.text === body);
}

function kept(session: Session): Session {
  open.push(session);
  return session;
}
