import { z } from 'zod';
import { failed, ok, type Result } from '../../domain/failure.ts';
import { isDomain } from '../../domain/jid.ts';
import { bareOf } from '../../domain/session-jid.ts';
import type { SessionPage, XmppServer, XmppSession } from '../../xmpp/servers/port.ts';
import type { Context } from '../context.ts';
import { defineUseCase, wholeSystem } from '../use-case.ts';
import { type PersonLink, peopleOf } from './people-of.ts';
import { serverAt } from './server-at.ts';

/** One session as a page shows it. Times are ISO 8601; what the server doesn't tell is null. */
export type SessionRow = Omit<XmppSession, 'since' | 'port'> & {
  since: string | null;
  account: string;
  /** null: not in the directory, or not for this person to see. */
  person: PersonLink | null;
  /** The portal's own. */
  own: boolean;
};

export type SessionList = {
  rows: SessionRow[];
  total: number;
  /** What the next page goes on behind; null at the end, and where pages are counted instead. */
  next: string | null;
  asOf: string;
  partial: string | null;
};

/** Away, extended away and not yet announced are not. */
const activeShows: ReadonlySet<string | null> = new Set(['available', 'chat', 'dnd']);

/** A search goes through so many sessions at most, in so many requests. */
const mostSearched = 5_000;
const perRequest = 1_000;

const input = z.object({
  id: z.uuid(),
  host: z.string().refine(isDomain, 'This is no domain.').optional(),
  text: z.string().max(200).default(''),
  active: z.boolean().default(false),
  page: z.number().int().min(1).max(100_000).default(1),
  pageSize: z.number().int().min(1).max(200).default(50),
  after: z.string().max(3071).optional(),
});
type Wanted = z.infer<typeof input>;

/**
 * Who is connected to a server now, by JID. A page is one request of the server when it goes on behind the last one; the server
 * can't search, so a search reads at most 5,000 sessions and says when that was not all.
 */
export const listServerSessions = defineUseCase({
  permission: 'servers.read',
  noun: 'list',
  what: 'The sessions were not listed.',
  input,
  find: wholeSystem,
  async act(context, wanted): Promise<Result<SessionList>> {
    const at = await serverAt(context, wanted.id);
    if (!at.ok) return at;
    const { server, kept } = at.value;
    const able = (await server.abilities()).onlineUsers;
    if (!able.can) return failed({ kind: 'unavailable', why: able.why, todo: able.todo });
    const found = await pageOf(server, wanted);
    if (!found.ok) return found;
    const { sessions, ...rest } = found.value;
    return ok({ ...rest, rows: await rowsOf(context, sessions, kept.jid), asOf: new Date().toISOString() });
  },
});

type Page = Pick<SessionList, 'total' | 'next' | 'partial'> & { sessions: XmppSession[] };

function pageOf(server: XmppServer, wanted: Wanted): Promise<Result<Page>> {
  const { text, active, page, after } = wanted;
  const straight = text.trim() === '' && !active && (page === 1 || after !== undefined);
  return straight ? nextPage(server, wanted) : searched(server, wanted);
}

async function nextPage(server: XmppServer, { host, after, page, pageSize }: Wanted): Promise<Result<Page>> {
  const came = await server.onlineSessions({
    ...(host && { host }),
    ...(page > 1 && after !== undefined && { after }),
    limit: pageSize,
  });
  if (!came.ok) return came;
  const { sessions, total, next } = came.value;
  const before = (page - 1) * pageSize;
  const seen = before + sessions.length;
  return ok({ sessions, total: total ?? (next ? seen + 1 : seen), next, partial: null });
}

async function searched(server: XmppServer, wanted: Wanted): Promise<Result<Page>> {
  const word = wanted.text.trim().toLowerCase();
  const all: XmppSession[] = [];
  let after: string | undefined;
  let last: SessionPage | null = null;
  do {
    const came: Result<SessionPage> = await server.onlineSessions({
      ...(wanted.host && { host: wanted.host }),
      ...(after !== undefined && { after }),
      limit: perRequest,
    });
    if (!came.ok) return came;
    last = came.value;
    all.push(...last.sessions);
    after = last.next ?? undefined;
  } while (after !== undefined && all.length < mostSearched);
  const matching = all.filter((session) => (!wanted.active || isActive(session)) && speaksOf(session, word));
  const first = (wanted.page - 1) * wanted.pageSize;
  const cut = `Only the first ${all.length.toLocaleString('en')} sessions by JID were looked at. Choose a domain to look at fewer.`;
  return ok({
    sessions: matching.slice(first, first + wanted.pageSize),
    total: matching.length,
    next: null,
    partial: last.next === null ? null : cut,
  });
}

export function isActive({ show }: Pick<XmppSession, 'show'>): boolean {
  return activeShows.has(show);
}

function speaksOf({ jid, node, address, status }: XmppSession, word: string): boolean {
  return [jid, node, address, status].some((text) => text?.toLowerCase().includes(word));
}

async function rowsOf(context: Context, sessions: readonly XmppSession[], ownJid: string): Promise<SessionRow[]> {
  const people = await peopleOf(context, [...new Set(sessions.map(({ jid }) => bareOf(jid)))]);
  return sessions.map(({ since, port: _, ...session }) => {
    const account = bareOf(session.jid);
    return {
      ...session,
      since: since?.toISOString() ?? null,
      account,
      person: people.get(account) ?? null,
      own: account === ownJid,
    };
  });
}
