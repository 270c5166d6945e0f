import { type Element, xml } from '@xmpp/xml';
import { failed, ok, type Result } from '../domain/failure.ts';
import type { Ask } from './ask.ts';

const infoNs = 'http://jabber.org/protocol/disco#info';
const itemsNs = 'http://jabber.org/protocol/disco#items';
const versionNs = 'jabber:iq:version';
const lastNs = 'jabber:iq:last';
const timeNs = 'urn:xmpp:time';
const most = 20_000;
const longest = 2_000;

export type DiscoInfo = { identities: { category: string; type: string; name: string }[]; features: string[] };
export type DiscoItem = { jid: string; node: string; name: string };

/** XEP-0030, 3. */
export async function info(ask: Ask, jid: string, node?: string): Promise<Result<DiscoInfo>> {
  const query = await get(ask, jid, xml('query', { xmlns: infoNs, node }), infoNs);
  if (!query.ok) return query;
  return ok({
    identities: query.value
      .getChildren('identity')
      .slice(0, most)
      .map(({ attrs }) => ({ category: attrs.category ?? '', type: attrs.type ?? '', name: short(attrs.name) })),
    features: query.value
      .getChildren('feature')
      .slice(0, most)
      .map(({ attrs }) => short(attrs.var)),
  });
}

/** XEP-0030, 4. Items without an address are left out. */
export async function items(ask: Ask, jid: string, node?: string): Promise<Result<DiscoItem[]>> {
  const query = await get(ask, jid, xml('query', { xmlns: itemsNs, node }), itemsNs);
  if (!query.ok) return query;
  const found = query.value.getChildren('item').filter(({ attrs }) => attrs.jid);
  if (found.length > most)
    return failed({
      kind: 'too-many',
      why: 'The server lists more than the portal takes.',
      todo: 'Ask for something narrower.',
    });
  return ok(found.map(({ attrs }) => ({ jid: attrs.jid ?? '', node: attrs.node ?? '', name: short(attrs.name) })));
}

/** XEP-0092. */
export async function version(ask: Ask, jid: string): Promise<Result<{ name: string; version: string; os: string }>> {
  const query = await get(ask, jid, xml('query', { xmlns: versionNs }), versionNs);
  if (!query.ok) return query;
  const [name, number, os] = ['name', 'version', 'os'].map((child) => short(query.value.getChildText(child)));
  return ok({ name: name ?? '', version: number ?? '', os: os ?? '' });
}

/** XEP-0012, 4: seconds since a server started; since a person was last there. */
export async function uptime(ask: Ask, jid: string): Promise<Result<number>> {
  const query = await get(ask, jid, xml('query', { xmlns: lastNs }), lastNs);
  if (!query.ok) return query;
  const seconds = query.value.attrs.seconds ?? '';
  return /^\d{1,12}$/.test(seconds) ? ok(Number(seconds)) : strange();
}

/** XEP-0202: the server's own clock. */
export async function time(ask: Ask, jid: string): Promise<Result<Date>> {
  const answer = await ask({ type: 'get', to: jid, payload: xml('time', { xmlns: timeNs }) });
  if (!answer.ok) return answer;
  const utc = answer.value.getChild('time', timeNs)?.getChildText('utc') ?? '';
  // XEP-0082: always UTC here, with or without fractions.
  const told = /^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d(\.\d{1,9})?Z$/.test(utc) ? new Date(utc) : null;
  return told && !Number.isNaN(told.getTime()) ? ok(told) : strange();
}

/** XEP-0199. */
export async function ping(ask: Ask, jid: string): Promise<Result<void>> {
  const answer = await ask({ type: 'get', to: jid, payload: xml('ping', { xmlns: 'urn:xmpp:ping' }) });
  return answer.ok ? ok(undefined) : answer;
}

async function get(ask: Ask, to: string, payload: Element, namespace: string): Promise<Result<Element>> {
  const answer = await ask({ type: 'get', to, payload });
  if (!answer.ok) return answer;
  const query = answer.value.getChild('query', namespace);
  return query ? ok(query) : strange();
}

function strange(): Result<never> {
  return failed({ kind: 'unexpected', why: 'The server gave an answer that the portal does not understand.' });
}

function short(text: string | null | undefined): string {
  return (text ?? '').slice(0, longest).toWellFormed();
}
