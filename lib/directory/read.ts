import { CompareRequest, type Control, SearchRequest } from 'ldapts';
import type { Dn } from '../domain/dn.ts';
import type { Entry } from '../domain/entry.ts';
import { ok, type Result } from '../domain/failure.ts';
import { anyEntry } from '../domain/filter.ts';
import { type RawEntry, tags } from './answer.ts';
import type { Exchange, Request } from './connection.ts';
import { AsStored, nextCookie, pageControl } from './controls.ts';
import { toEntry } from './entries.ts';
import { absence, refusal } from './errors.ts';
import { toLdapFilter } from './filters.ts';
import type { Outcome } from './loss.ts';
import type { Found, Reader, Search } from './port.ts';
import type { Session } from './session.ts';

const code = { success: 0, sizeLimit: 4, compareFalse: 5, compareTrue: 6, noAttribute: 16, noObject: 32, refused: 50 };
const defaultLimit = 1000;
const noAttributes = '1.1'; // RFC 4511, 4.5.1.8

/** Reading with `identity` on every operation: the control of RFC 4370, or none for the service account itself. */
export function makeReader(session: Session, identity: readonly Control[]): Reader {
  return {
    read: (dn, attributes) => read(session, identity, dn, attributes),
    search: (search) => find(session, identity, search),
    pages: (search, pageSize) => pages(session, identity, search, pageSize),
    compare: (dn, attribute, value) => compare(session, identity, dn, attribute, value),
  };
}

async function read(
  session: Session,
  identity: readonly Control[],
  dn: Dn,
  attributes: readonly string[],
): Promise<Result<Entry | null>> {
  const asked = await searchOnce(session, identity, { base: dn, scope: 'base', filter: anyEntry, attributes }, 1);
  if (!asked.ok) return asked;
  const { result, entries } = asked.value;
  // Missing and hidden look alike: slapd says 32 or 50 for hidden entries, depending on "disclose".
  if (result.code === code.noObject || result.code === code.refused) return ok(null);
  if (result.code !== code.success) return { ok: false, failure: refusal(asked.value, 'search') };
  return ok(toEntries(session, entries)[0] ?? null);
}

async function find(session: Session, identity: readonly Control[], search: Search): Promise<Result<Found>> {
  const limit = search.limit ?? defaultLimit;
  const asked = await searchOnce(session, identity, search, limit);
  if (!asked.ok) return asked;
  const { result, entries } = asked.value;
  if (result.code !== code.success && result.code !== code.sizeLimit)
    return { ok: false, failure: refusal(asked.value, 'search') };
  return ok({ entries: toEntries(session, entries), more: result.code === code.sizeLimit });
}

async function searchOnce(
  session: Session,
  identity: readonly Control[],
  search: Search,
  limit: number,
): Promise<Result<Exchange>> {
  const filter = toLdapFilter(search.filter);
  if (!filter.ok) return filter;
  const controls = search.storedMembers ? [...identity, new AsStored()] : [...identity];
  const build = () => request(session, search, filter.value, limit, controls);
  const asked = await session.ask({ build, tag: tags.search, maxEntries: limit });
  return asked.ok ? ok(asked.value) : { ok: false, failure: absence(asked.loss, 'search') };
}

function request(
  session: Session,
  search: Search,
  filter: SearchRequest['filter'],
  sizeLimit: number,
  controls: Control[],
): Request {
  return new SearchRequest({
    messageId: 0,
    baseDN: search.base.toString(),
    scope: search.scope,
    filter,
    attributes: search.attributes.length > 0 ? [...search.attributes] : [noAttributes],
    sizeLimit,
    timeLimit: Math.ceil(session.settings.timeoutMs / 1000),
    controls,
  });
}

/** One connection for all pages; when the reader stops early, the connection goes, and with it the search. */
async function* pages(
  session: Session,
  identity: readonly Control[],
  search: Omit<Search, 'limit'>,
  pageSize: number,
): AsyncGenerator<Result<Entry[]>> {
  const filter = toLdapFilter(search.filter);
  if (!filter.ok) return yield filter;
  const borrowed = await session.borrowForPaging();
  if (!borrowed.ok) return yield { ok: false, failure: absence(borrowed.loss, 'search') };
  const { connection, giveBack } = borrowed.value;
  let finished = false;
  let cookie: Buffer = Buffer.alloc(0);
  try {
    do {
      const message = request(session, search, filter.value, 0, [...identity, pageControl(pageSize, cookie)]);
      const page = connection.usable
        ? await connection.request(message, tags.search, pageSize, session.deadline())
        : lostBetweenPages;
      session.noted(page);
      if (!page.ok) return yield { ok: false, failure: absence(page.loss, 'search') };
      if (page.value.result.code !== code.success) return yield { ok: false, failure: refusal(page.value, 'search') };
      cookie = nextCookie(page.value.controls);
      finished = cookie.length === 0;
      yield ok(toEntries(session, page.value.entries));
    } while (!finished);
  } finally {
    if (!finished) connection.close();
    giveBack();
  }
}

const lostBetweenPages: Outcome<never> = {
  ok: false,
  loss: { is: 'away', cause: 'the connection was lost between two pages', sent: false },
};

async function compare(
  session: Session,
  identity: readonly Control[],
  dn: Dn,
  attribute: string,
  value: string,
): Promise<Result<boolean>> {
  const build = () =>
    new CompareRequest({ messageId: 0, dn: dn.toString(), attribute, value, controls: [...identity] });
  const asked = await session.ask({ build, tag: tags.compare });
  if (!asked.ok) return { ok: false, failure: absence(asked.loss, 'compare') };
  if (asked.value.result.code === code.compareTrue) return ok(true);
  if (asked.value.result.code === code.compareFalse || asked.value.result.code === code.noAttribute) return ok(false);
  return { ok: false, failure: refusal(asked.value, 'compare') };
}

function toEntries(session: Session, raw: readonly RawEntry[]): Entry[] {
  const entries: Entry[] = [];
  for (const one of raw) {
    const entry = toEntry(one);
    if (entry) entries.push(entry);
    else session.warn({ dn: one.dn.slice(0, 200) }, 'an entry was left out because its name is not understood');
  }
  return entries;
}
