import type { Element } from '@xmpp/xml';
import { failed, ok, type Result } from '../../domain/failure.ts';
import { BoundedParser } from '../bounded-parser.ts';
import type { RosterItem } from './port.ts';
import * as read from './values.ts';

const rosterNs = 'jabber:iq:roster';
const mostItems = 5_000;

/** A roster as XML (RFC 6121, 2.1.1) that a server wrote into the lines of a field. */
export function parseRoster(lines: readonly string[]): Result<RosterItem[]> {
  const query = parse(lines.join('\n'));
  if (!query?.is('query', rosterNs))
    return failed({ kind: 'unexpected', why: 'The server gave a roster that can not be read.' });
  const items = query.getChildren('item').slice(0, mostItems);
  return ok(
    items.flatMap((item) => {
      const jid = read.anyJid([item.attrs.jid ?? '']);
      const groups = item.getChildren('group').map((group) => group.text());
      const { name = '', subscription = '', ask = '' } = item.attrs;
      const [shown, state, asked] = [name, subscription, ask].map((value) => read.textOrEmpty([value]) ?? '');
      if (!jid) return [];
      return { jid, name: shown ?? '', subscription: state ?? '', ask: asked ?? '', groups: read.texts(groups) ?? [] };
    }),
  );
}

/** By the parser of our streams, with its bounds. null: it is no element. */
function parse(text: string): Element | null {
  let found: Element | null = null;
  const parser = new BoundedParser();
  parser.on('element', (element: Element) => {
    found ??= element;
  });
  try {
    parser.write(`<roster>${text.trim()}`);
  } catch {
    return null;
  }
  return found;
}
