import type { Element } from '@xmpp/xml';
import { type FailureKind, failed } from '../domain/failure.ts';

const stanzasNs = 'urn:ietf:params:xml:ns:xmpp-stanzas';
const commandsNs = 'http://jabber.org/protocol/commands';

type Sentences = { kind: FailureKind; why: string; todo: string };

const askOperator = 'Tell whoever runs the XMPP server, and name the reference.';
const startOver = 'Begin the command again.';

/** RFC 6120, 8.3.3: what a server can answer instead of doing it. */
const byCondition: Readonly<Record<string, Sentences>> = {
  'bad-request': {
    kind: 'invalid',
    why: 'The server can not use what it was sent.',
    todo: 'Check the fields and try again.',
  },
  conflict: { kind: 'taken', why: 'The server already has something of this name.', todo: 'Choose another name.' },
  'feature-not-implemented': { kind: 'not-found', why: 'The server can not do this.', todo: '' },
  forbidden: { kind: 'refused', why: "The server does not allow this to the portal's account.", todo: askOperator },
  gone: { kind: 'not-found', why: 'It is not there any more.', todo: 'Go back to the list and choose again.' },
  'internal-server-error': { kind: 'unexpected', why: 'The server met an error of its own.', todo: askOperator },
  'item-not-found': {
    kind: 'not-found',
    why: 'The server knows no such account, room or command, or a field that it needs is empty.',
    todo: 'Check the names and try again.',
  },
  'jid-malformed': { kind: 'invalid', why: 'An address is not an XMPP address.', todo: 'Correct the address.' },
  'not-acceptable': {
    kind: 'invalid',
    why: 'The server does not accept these values.',
    todo: 'Check the fields and try again.',
  },
  'not-allowed': { kind: 'refused', why: 'The server does not let anybody do this.', todo: askOperator },
  'not-authorized': {
    kind: 'refused',
    why: "The server does not allow this to the portal's account.",
    todo: askOperator,
  },
  'policy-violation': { kind: 'constraint', why: 'A policy of the server does not allow it.', todo: askOperator },
  'recipient-unavailable': { kind: 'unavailable', why: 'The recipient is not online.', todo: 'Try again later.' },
  redirect: {
    kind: 'unavailable',
    why: 'The server names another address, which the portal does not follow.',
    todo: askOperator,
  },
  'registration-required': { kind: 'refused', why: 'The server wants a registration first.', todo: askOperator },
  'remote-server-not-found': {
    kind: 'unavailable',
    why: 'The server can not find the other server.',
    todo: 'Check the domain.',
  },
  'remote-server-timeout': {
    kind: 'unavailable',
    why: 'The other server can not be reached.',
    todo: 'Try again in a minute.',
  },
  'resource-constraint': { kind: 'unavailable', why: 'The server is too busy.', todo: 'Try again in a minute.' },
  'service-unavailable': { kind: 'not-found', why: 'The server does not offer this.', todo: '' },
  'subscription-required': { kind: 'refused', why: 'The server wants a subscription first.', todo: askOperator },
  'undefined-condition': { kind: 'unexpected', why: 'The server said no, for a reason of its own.', todo: askOperator },
  'unexpected-request': { kind: 'conflict', why: 'The server did not expect this now.', todo: startOver },
};

/** XEP-0050, 4.4: what stands beside the condition, and says more. */
const byCommandCondition: Readonly<Record<string, Sentences>> = {
  'malformed-action': { kind: 'unexpected', why: 'The server does not know this action.', todo: startOver },
  'bad-action': {
    kind: 'conflict',
    why: 'The command can not take this action now.',
    todo: 'Choose another one of its actions.',
  },
  'bad-locale': { kind: 'invalid', why: 'The server can not answer in this language.', todo: askOperator },
  'bad-payload': {
    kind: 'invalid',
    why: 'The server can not use what was filled in.',
    todo: 'Check the fields and try again.',
  },
  'bad-sessionid': { kind: 'conflict', why: 'The server does not know this run of the command.', todo: startOver },
  'session-expired': { kind: 'conflict', why: 'The command waited too long and the server ended it.', todo: startOver },
};

/** The server answered, and it was an error. Its own words are quoted, as words of a stranger. */
export function refusal(stanza: Element): { ok: false } & ReturnType<typeof failed> {
  const error = stanza.getChild('error');
  const children = error?.getChildElements() ?? [];
  const condition =
    children.find((child) => child.getNS() === stanzasNs && child.getName() !== 'text')?.getName() ?? '';
  const detail = children.find((child) => child.getNS() === commandsNs)?.getName() ?? '';
  const text = quotable(error?.getChildText('text', stanzasNs) ?? '');
  const known = own(byCommandCondition, detail) ?? own(byCondition, condition) ?? byCondition['undefined-condition'];
  const { kind, why, todo } = known as Sentences;
  const quoted = text === '' ? why : `${why} It says: "${text}"`;
  return failed({ kind, why: quoted, todo, cause: { condition, detail, text, type: error?.attrs.type } });
}

function own(table: Readonly<Record<string, Sentences>>, name: string): Sentences | undefined {
  return Object.hasOwn(table, name) ? table[name] : undefined;
}

function quotable(text: string): string {
  return text.replace(/\s+/g, ' ').trim().slice(0, 300).toWellFormed();
}
