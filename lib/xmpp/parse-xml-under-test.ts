import type { Element } from '@xmpp/xml';
import { BoundedParser } from './bounded-parser.ts';

/** For tests: the one element that `text` is, as it would come over a stream. */
export function parseXml(text: string): Element {
  const found: Element[] = [];
  const parser = new BoundedParser();
  parser.on('element', (element: Element) => found.push(element));
  parser.write(`<stream xmlns='jabber:client'>${text}`);
  const [only] = found;
  if (found.length !== 1 || !only) throw new Error('not one element');
  return only;
}
