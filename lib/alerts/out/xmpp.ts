import type { AlertMessage } from '../../domain/alert.ts';
import type { Delivery } from '../../store/alert-outbox.ts';
import type { LogEvent, OutgoingMessage } from '../../xmpp/port.ts';
import { bodyOf, subjectOf } from '../message.ts';
import { valueText } from '../words.ts';

/** Of one message: servers take 64 KiB at least of a stanza, some no more. */
const mostTold = 20;

/**
 * The message to one JID: text for people, and one XEP-0337 event for each alert. It has the id of its delivery whenever it is
 * sent, so that a client that knows origin-id (XEP-0359) shows it once; for all others the text says that it comes again.
 */
export function xmppMessage(delivery: Delivery, to: string): OutgoingMessage {
  const { id, mayHaveArrived } = delivery;
  const told = bounded(delivery.message);
  const again = mayHaveArrived
    ? 'Sent again: nobody knows whether this message arrived the first time. It tells of nothing new.\n\n'
    : '';
  return {
    ...{ to, id },
    subject: sendable(subjectOf(told)),
    body: sendable(`${again}${bodyOf(told)}`.trimEnd()),
    events: told.kind === 'test' ? [testEvent(told, delivery)] : told.alerts.map((alert) => eventOf(told.kind, alert)),
  };
}

function bounded(message: AlertMessage): AlertMessage {
  const { alerts, more } = message;
  return { ...message, alerts: alerts.slice(0, mostTold), more: more + Math.max(0, alerts.length - mostTold) };
}

function testEvent(message: AlertMessage, { createdAt }: Delivery): LogEvent {
  return {
    ...{ id: 'alert.test', at: createdAt, type: 'Informational', level: 'Minor' },
    ...{ object: 'Bailiwick', subject: sendable(message.by ?? ''), text: sendable(bodyOf(message).trim()), tags: {} },
  };
}

function eventOf(kind: AlertMessage['kind'], alert: AlertMessage['alerts'][number]): LogEvent {
  const { id, name, severity, target, targetName, of, text, value, unit, since, firedAt, resolvedAt, link } = alert;
  const isOver = kind === 'resolved';
  const facts = {
    ...{ alert: id, rule: name, severity, target, since, ...(of && { of }) },
    ...(value !== null && { value: String(value), ...(unit && { unit }), reads: valueText(value, unit) }),
    ...{ chart: link },
  };
  return {
    id: isOver ? 'alert.resolved' : 'alert.firing',
    at: new Date((isOver ? resolvedAt : firedAt) ?? since),
    type: isOver ? 'Notice' : severity === 'failing' ? 'Error' : 'Warning',
    level: isOver ? 'Minor' : severity === 'failing' ? 'Major' : 'Medium',
    ...{ object: sendable(targetName), subject: sendable(of), text: sendable(text) },
    tags: Object.fromEntries(Object.entries(facts).map(([tag, said]) => [tag, sendable(said)])),
  };
}

/** What devices and servers say goes into it, and XML can't carry everything (XML 1.0, 2.2): such a character is a space. */
function sendable(text: string): string {
  return text.toWellFormed().replace(/[^\P{Cc}\n\t]|[\ufffe\uffff]/gu, ' ');
}
