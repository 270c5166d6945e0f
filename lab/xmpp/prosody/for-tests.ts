import { inject } from 'vitest';
import { type Answer, type Fields, runCommand } from '../ad-hoc.ts';
import { serverOf, signIn } from '../for-tests.ts';
import type { Session } from '../session.ts';
import { find } from '../xml.ts';

export const here = 'south.example';
export const rooms = `rooms.${here}`;
const { admin } = serverOf(`hana@${here}`);

const open: Session[] = [];

/** Whoever is signed in by these is signed out by `goHome`. */
export async function administrator(): Promise<Session> {
  return kept(await signIn(admin.jid, admin.password));
}

/** One of the demo's people, available to messages unless `presence` is empty. */
export async function person(jid: string, presence = '<presence/>'): Promise<Session> {
  const session = kept(await signIn(jid, inject('lab').accounts[0]?.password as string));
  if (!presence) return session;
  session.send(presence);
  // The server shows it back when it has taken it in.
  await session.next(({ name, attributes }) => name === 'presence' && attributes.from === session.jid);
  return session;
}

export async function goHome(): Promise<void> {
  await Promise.all(open.splice(0).map((session) => session.close()));
}

/** Runs a command at Prosody as its administrator. */
export async function asked(portal: Session, node: string, fields: Fields = {}): Promise<Answer> {
  return runCommand(portal, here, node, fields);
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
