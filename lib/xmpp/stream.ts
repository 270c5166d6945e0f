import { randomUUID } from 'node:crypto';
import type { TLSSocket } from 'node:tls';
import iqCallee from '@xmpp/iq/callee.js';
import middleware, { type Middleware } from '@xmpp/middleware';
import resourceBinding from '@xmpp/resource-binding';
import sasl from '@xmpp/sasl';
import streamFeatures from '@xmpp/stream-features';
import streamManagement, { type StreamManagement } from '@xmpp/stream-management';
import { type Element, xml } from '@xmpp/xml';
import { Entity } from './entity.ts';
import type { Loss, Outcome } from './loss.ts';
import { mechanismsFor } from './mechanisms.ts';
import type { ServerAddress } from './port.ts';

const streamsNs = 'http://etherx.jabber.org/streams';
const smNs = 'urn:xmpp:sm:3';
/** @xmpp asks for an acknowledgement when it is quiet; under load it would never be, and keep every stanza that was sent. */
const acknowledgedEvery = 100;
const saslNs = 'urn:ietf:params:xml:ns:xmpp-sasl';

/** What a later stream needs to go on where this one was lost (XEP-0198, 5). */
export type Resumption = {
  jid: string;
  id: string;
  inbound: number;
  outbound: number;
  unacknowledged: Unacknowledged[];
};
type Unacknowledged = { stanza: Element; stamp: string };

export type StreamHandlers = {
  /** An IQ result or error, from anyone. */
  onReply(stanza: Element): void;
  /** An error about a message. */
  onReturn(stanza: Element): void;
  /** The very element that was sent has reached the server (XEP-0198, 4). */
  onAcknowledged(stanza: Element): void;
  onLoss(loss: Loss): void;
};

/** A stream on which stanzas can be sent: encrypted, authenticated, bound to a resource. */
export type Stream = {
  jid: string;
  mechanism: string;
  resumed: boolean;
  /** Whether the server says what it has: otherwise onAcknowledged never comes. */
  acknowledges: boolean;
  send(element: Element): Promise<void>;
  /** null where the server can't resume. */
  resumption(): Resumption | null;
  close(): Promise<void>;
  /** Ends the connection and not the session, which can be resumed. */
  drop(): void;
};

/** Negotiates a stream on `socket`, whose certificate has been accepted. The socket is destroyed when this fails, or when `signal` says so. */
export function openStream(
  socket: TLSSocket,
  address: ServerAddress,
  resumption: Resumption | null,
  handlers: StreamHandlers,
  deadline: number,
  signal?: AbortSignal,
): Promise<Outcome<Stream>> {
  return new Promise((resolve) => {
    let settled = false;
    const settle = (outcome: Outcome<Stream>) => {
      if (settled) return;
      settled = true;
      clearTimeout(timer);
      signal?.removeEventListener('abort', abort);
      resolve(outcome);
    };
    const onLoss = (loss: Loss) => (settled ? handlers.onLoss(loss) : settle({ ok: false, loss }));
    const entity = new Entity(socket, address.domain, onLoss);
    const timer = setTimeout(
      () => entity.drop('timeout', 'The server did not finish opening a stream in time.'),
      Math.max(0, deadline - Date.now()),
    );
    const abort = () => entity.drop('closed', 'The portal closed the connection.');
    signal?.addEventListener('abort', abort);
    const progress: Progress = { mechanism: '', resumed: false };
    const router = middleware({ entity });
    router.use(async ({ stanza }, next) => {
      if (!stanza.is('features', streamsNs)) return next();
      try {
        if (!progress.mechanism && !stanza.getChild('mechanisms', saslNs))
          throw refusedLogin('offers no way of signing in');
        await next();
        // The features after authentication come as a stanza of their own, within the handling of the first.
        if (entity.jid && !entity.loss) settle({ ok: true, value: streamOf(entity, management, progress) });
      } catch (error) {
        const { is, why, cause } = lossOf(error);
        entity.drop(is, why, cause);
      }
    });
    const management = compose(entity, router, address, progress, handlers, resumption);
    entity.open({ domain: address.domain }).catch(() => {});
  });
}

type Progress = { mechanism: string; resumed: boolean };

class LoginError extends Error {
  readonly loss: Loss;
  constructor(loss: Loss) {
    super(loss.why);
    this.loss = loss;
  }
}

/** The parts of @xmpp in the order of XEP-0170: authentication, resumption, binding; then what answers and what is answered. */
function compose(
  entity: Entity,
  router: Middleware,
  address: ServerAddress,
  progress: Progress,
  handlers: StreamHandlers,
  resumption: Resumption | null,
): StreamManagement {
  const features = streamFeatures({ middleware: router });
  authenticate(entity, features, address, progress);
  const management = streamManagement({ streamFeatures: features, entity, middleware: router });
  if (resumption) {
    const { jid, id, inbound, outbound, unacknowledged } = resumption;
    for (const one of unacknowledged) sayWhen(one, jid);
    Object.assign(management, { id, inbound, outbound, outbound_q: unacknowledged });
    management.on('resumed', () => {
      progress.resumed = true;
      Object.assign(entity, { jid });
    });
  }
  const binding = new Binding(entity);
  resourceBinding({ streamFeatures: features, iqCaller: binding }, `bailiwick-${randomUUID().slice(0, 8)}`);
  iqCallee({ middleware: router, entity }).get('urn:xmpp:ping', 'ping', () => ({}));
  management.on('ack', (stanza: Element) => handlers.onAcknowledged(stanza));
  router.use(({ stanza, name, type }, next) => {
    if (name === 'message' && type === 'error') return handlers.onReturn(stanza);
    if (name !== 'iq' || (type !== 'result' && type !== 'error')) return next();
    if (!binding.take(stanza)) handlers.onReply(stanza);
  });
  return management;
}

/** @xmpp says of a message that goes out again when it was sent first, by a JID that the entity doesn't have again yet, and throws. */
function sayWhen({ stanza, stamp }: Unacknowledged, from: string): void {
  const delayNs = 'urn:xmpp:delay';
  if (stanza.name === 'message' && !stanza.getChild('delay', delayNs))
    stanza.append(xml('delay', { xmlns: delayNs, from, stamp }));
}

function authenticate(
  entity: Entity,
  features: ReturnType<typeof streamFeatures>,
  address: ServerAddress,
  progress: Progress,
): void {
  const { factory, finish } = mechanismsFor(address.mechanisms);
  let proof = '';
  entity.on('nonza', (element: Element) => {
    if (element.is('success', saslNs)) proof = element.text();
  });
  const [username = ''] = address.jid.split('@');
  sasl({ streamFeatures: features, saslFactory: factory }, async (proceed, offered) => {
    const mechanism = address.mechanisms.find((name) => offered.includes(name));
    if (!mechanism) throw new Error('@xmpp/sasl names only what we allow');
    try {
      await proceed({ username, password: address.password }, mechanism);
      finish(atob(proof));
    } catch (error) {
      const condition = (error as { condition?: unknown }).condition;
      throw typeof condition === 'string' ? refusedLogin(conditionInWords(condition), error) : unproven(error);
    }
    progress.mechanism = mechanism;
  });
}

function lossOf(error: unknown): Loss {
  if (error instanceof LoginError) return error.loss;
  // @xmpp/sasl throws one before it asks us, when the server offers nothing that the settings allow.
  if (error instanceof Error && error.name === 'SASLError')
    return refusedLogin('offers none of the allowed ways of signing in', error).loss;
  return { is: 'nonsense', why: 'The server did not keep to the order of XMPP.', cause: error };
}

function refusedLogin(what: string, cause?: unknown): LoginError {
  return new LoginError({ is: 'account', why: `The server ${what}.`, cause });
}

function unproven(cause: unknown): LoginError {
  const why = "The server did not prove that it knows the account's password, so it may not be the right one.";
  return new LoginError({ is: 'account', why, cause });
}

/** RFC 6120, 6.5. */
function conditionInWords(condition: string): string {
  const words: Record<string, string> = {
    'not-authorized': 'does not accept the account and its password',
    'account-disabled': 'says that the account is disabled',
    'credentials-expired': 'says that the password has expired',
    'temporary-auth-failure': 'can not check passwords at the moment',
    'mechanism-too-weak': 'wants a stronger way of signing in',
    'encryption-required': 'wants encryption first',
  };
  return words[condition] ?? `refused the account (${condition})`;
}

/** The one question that @xmpp asks by itself: which resource we have. */
class Binding {
  private readonly entity: Entity;
  private readonly id = randomUUID();
  private answer: ((stanza: Element) => void) | null = null;

  constructor(entity: Entity) {
    this.entity = entity;
  }

  async set(element: Element): Promise<Element> {
    const answered = new Promise<Element>((resolve) => {
      this.answer = resolve;
    });
    await this.entity.send(xml('iq', { type: 'set', id: this.id }, element));
    const stanza = await answered;
    const bound = stanza.attrs.type === 'result' ? stanza.getChild('bind') : undefined;
    if (!bound?.getChildText('jid'))
      throw new LoginError({ is: 'account', why: 'The server gave the account no session.', cause: stanza.toString() });
    return bound;
  }

  take(stanza: Element): boolean {
    if (!this.answer || stanza.attrs.id !== this.id) return false;
    this.answer(stanza);
    this.answer = null;
    return true;
  }
}

function streamOf(entity: Entity, management: StreamManagement, progress: Progress): Stream {
  const jid = String(entity.jid);
  let sent = 0;
  return {
    jid,
    mechanism: progress.mechanism,
    resumed: progress.resumed,
    get acknowledges() {
      return management.enabled;
    },
    async send(element) {
      const sending = entity.send(element);
      if (++sent % acknowledgedEvery === 0 && management.enabled)
        entity.send(xml('r', { xmlns: smNs })).catch(() => {});
      await sending;
    },
    resumption() {
      const { id, inbound, outbound, outbound_q: unacknowledged } = management;
      return id ? { jid, id, inbound, outbound, unacknowledged } : null;
    },
    close: () => entity.close(),
    drop: () => entity.drop('timeout', 'The server did not answer any more.'),
  };
}
