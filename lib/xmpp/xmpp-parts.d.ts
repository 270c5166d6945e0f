/** What we use of the @xmpp packages (0.14), which come without types. Nothing more is declared than is used. */
declare module '@xmpp/xml' {
  import type { EventEmitter } from 'node:events';

  export class Element {
    constructor(name: string, attrs?: Record<string, string>);
    name: string;
    parent: Element | null;
    attrs: Record<string, string | undefined>;
    children: (Element | string)[];
    is(name: string, xmlns?: string): boolean;
    getName(): string;
    getNS(): string | undefined;
    getChild(name: string, xmlns?: string): Element | undefined;
    getChildren(name: string, xmlns?: string): Element[];
    getChildElements(): Element[];
    getChildText(name: string, xmlns?: string): string | null;
    text(): string;
    append(...nodes: (Element | string)[]): void;
    toString(): string;
  }

  export class Parser extends EventEmitter {
    root: Element | null;
    cursor: Element | null;
    onStartElement(name: string, attrs: Record<string, string>): void;
    onEndElement(name: string): void;
    onText(text: string): void;
    write(data: string): void;
  }

  type Child = Element | string | undefined | readonly Child[];
  export function xml(name: string, attrs?: Record<string, string | undefined>, ...children: Child[]): Element;
  export default xml;
}

declare module '@xmpp/client-core' {
  import type { EventEmitter } from 'node:events';
  import type { TLSSocket } from 'node:tls';
  import type { Element, Parser } from '@xmpp/xml';

  export class Client extends EventEmitter {
    constructor(options: { domain: string; timeout?: number });
    options: { domain: string };
    jid: { toString(): string } | null;
    status: string;
    socket: TLSSocket | null;
    parser: Parser | null;
    root: Element | null;
    Transport: unknown;
    Parser: new () => Parser;
    _attachSocket(socket: TLSSocket): void;
    _onData(data: Buffer): void;
    _onSeeOtherHost(error: unknown): unknown;
    open(options: { domain: string; lang?: string }): Promise<unknown>;
    disconnect(): Promise<unknown>;
    write(text: string): Promise<void>;
    send(element: Element): Promise<void>;
    sendMany(elements: Iterable<Element>): Promise<void>;
  }
}

declare module '@xmpp/connection-tcp' {
  const ConnectionTCP: unknown;
  export default ConnectionTCP;
}

declare module '@xmpp/middleware' {
  import type { Client } from '@xmpp/client-core';
  import type { Element } from '@xmpp/xml';
  export type IncomingContext = { stanza: Element; name: string; type: string; id: string };
  export type Middleware = {
    use(handler: (context: IncomingContext, next: () => Promise<unknown>) => unknown): void;
  };
  export default function middleware(parts: { entity: Client }): Middleware;
}

declare module '@xmpp/stream-features' {
  import type { Middleware } from '@xmpp/middleware';
  export type StreamFeatures = { use(name: string, xmlns: string, handler: unknown): void };
  export default function streamFeatures(parts: { middleware: Middleware }): StreamFeatures;
}

declare module '@xmpp/iq/callee.js' {
  import type { Client } from '@xmpp/client-core';
  import type { Middleware } from '@xmpp/middleware';
  export default function iqCallee(parts: { middleware: Middleware; entity: Client }): {
    get(xmlns: string, name: string, handler: () => unknown): void;
  };
}

declare module '@xmpp/sasl' {
  import type { StreamFeatures } from '@xmpp/stream-features';
  export default function sasl(
    parts: { streamFeatures: StreamFeatures; saslFactory: unknown },
    onAuthenticate: (
      authenticate: (credentials: object, mechanism: string) => Promise<void>,
      mechanisms: string[],
    ) => Promise<void>,
  ): void;
}

declare module '@xmpp/resource-binding' {
  import type { StreamFeatures } from '@xmpp/stream-features';
  import type { Element } from '@xmpp/xml';
  export default function resourceBinding(
    parts: { streamFeatures: StreamFeatures; iqCaller: { set(element: Element): Promise<Element> } },
    resource: string,
  ): void;
}

declare module '@xmpp/stream-management' {
  import type { EventEmitter } from 'node:events';
  import type { Client } from '@xmpp/client-core';
  import type { Middleware } from '@xmpp/middleware';
  import type { StreamFeatures } from '@xmpp/stream-features';
  import type { Element } from '@xmpp/xml';
  export type StreamManagement = EventEmitter & {
    enabled: boolean;
    id: string;
    inbound: number;
    outbound: number;
    outbound_q: { stanza: Element; stamp: string }[];
  };
  export default function streamManagement(parts: {
    streamFeatures: StreamFeatures;
    entity: Client;
    middleware: Middleware;
  }): StreamManagement;
}

declare module 'saslmechanisms' {
  export default class Factory {
    use(name: string, mechanism: new () => unknown): this;
  }
}
