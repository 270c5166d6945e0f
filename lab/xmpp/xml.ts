/** A child of an XMPP stream, as far as lab and tests look into it. */
export type Element = { name: string; attributes: Record<string, string>; children: Element[]; text: string };

const token = /<(\/?)([^\s/>]+)((?:\s+[^\s=]+\s*=\s*(?:"[^"]*"|'[^']*'))*)\s*(\/?)>/g;
const attribute = /([^\s=]+)\s*=\s*(?:"([^"]*)"|'([^']*)')/g;

/**
 * Takes a stream (RFC 6120, 4) apart into the elements below its root. Enough for our own servers' output, which has no
 * comments, CDATA or processing instructions but the first; not a parser for what strangers send.
 */
export class StreamReader {
  private rest = '';
  private readonly open: Element[] = [];
  private readonly onElement: (element: Element) => void;
  private readonly onEnd: () => void;

  constructor(onElement: (element: Element) => void, onEnd: () => void) {
    this.onElement = onElement;
    this.onEnd = onEnd;
  }

  push(text: string): void {
    this.rest = (this.rest + text).replace(/^\s*<\?xml[^>]*\?>/, '');
    token.lastIndex = 0;
    let read = 0;
    for (let found = token.exec(this.rest); found; found = token.exec(this.rest)) {
      const parent = this.open.at(-1);
      if (parent) parent.text += unescapeXml(this.rest.slice(read, found.index));
      read = token.lastIndex;
      const [, closing, name = '', attributes = '', empty] = found;
      if (closing) this.close();
      else {
        this.begin(name, attributes);
        if (empty) this.close();
      }
    }
    this.rest = this.rest.slice(read);
  }

  /** A restarted stream begins with a new root. */
  restart(): void {
    this.rest = '';
    this.open.length = 0;
  }

  private begin(name: string, text: string): void {
    const attributes = Object.fromEntries(
      [...text.matchAll(attribute)].map(([, key = '', double, single]) => [key, unescapeXml(double ?? single ?? '')]),
    );
    this.open.push({ name, attributes, children: [], text: '' });
  }

  private close(): void {
    const element = this.open.pop();
    if (!element) return;
    const parent = this.open.at(-1);
    if (!parent) this.onEnd();
    else if (this.open.length === 1) this.onElement(element);
    else parent.children.push(element);
  }
}

const named: Record<string, string> = { lt: '<', gt: '>', amp: '&', quot: '"', apos: "'" };

function unescapeXml(text: string): string {
  return text.replace(/&(?:#x([0-9a-f]+)|#(\d+)|(\w+));/gi, (whole, hex, decimal, name) =>
    hex || decimal ? String.fromCodePoint(hex ? Number.parseInt(hex, 16) : Number(decimal)) : (named[name] ?? whole),
  );
}

/** Text or attribute value, ready to stand in XML. */
export function escapeXml(text: string): string {
  return text.replace(/[<>&"']/g, (character) => `&#${character.codePointAt(0)};`);
}

/** The first element of that name, at any depth. */
export function find(element: Element, name: string): Element | undefined {
  for (const child of element.children) {
    const found = child.name === name ? child : find(child, name);
    if (found) return found;
  }
  return undefined;
}
