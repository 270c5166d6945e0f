import { Parser } from '@xmpp/xml';

const deepest = 64;
const mostElements = 400_000;
const mostAttributes = 64;

/** Bytes of one stanza. A list of 20,000 online people fits; an endless answer doesn't. */
export const maxStanzaBytes = 8 * 1024 * 1024;

/** Throws for what no server has reason to send; whoever feeds it ends the stream. Never keeps what isn't part of a stanza. */
export class BoundedParser extends Parser {
  private depth = 0;
  private elements = 0;

  override onStartElement(name: string, attrs: Record<string, string>): void {
    if (++this.depth > deepest) throw new Error('elements nested too deeply');
    this.elements = this.depth <= 2 ? 1 : this.elements + 1;
    if (this.elements > mostElements) throw new Error('too many elements in one stanza');
    if (Object.keys(attrs).length > mostAttributes) throw new Error('too many attributes');
    super.onStartElement(name, attrs);
  }

  override onEndElement(name: string): void {
    if (!this.cursor || name !== this.cursor.name) throw new Error('an end tag that closes nothing');
    this.depth--;
    super.onEndElement(name);
  }

  /** White space between stanzas keeps a connection alive (RFC 6120, 4.6.1); the parser would collect it for ever. */
  override onText(text: string): void {
    if (this.cursor !== this.root) super.onText(text);
    else if (text.trim() !== '') throw new Error('text between stanzas');
  }
}
