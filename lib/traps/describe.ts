import type { SnmpValue, Varbind } from '../snmp/port.ts';
import type { Notification } from '../snmp/traps/notification.ts';
import { numberOf, textOf } from '../snmp/values.ts';
import type { NewEvent, Severity } from '../store/events.ts';

/** What OIDs are called, and how their values read. */
export type Names = {
  nameOf(oid: string): { text: string };
  say(oid: string, value: SnmpValue): string;
};

export type About = {
  deviceId: string;
  /** The address that it came from. */
  from: string;
  version: '1' | '2c' | '3';
  at: Date;
};

type Said = { name: string; severity: Severity; text: string; details?: Record<string, unknown> };

const standard = '1.3.6.1.6.3.1.1.5';
const [ifEntry, ifXEntry] = ['1.3.6.1.2.1.2.2.1', '1.3.6.1.2.1.31.1.1.1'];
const switchedOff = 2;
/** Together they stay below what an event holds (lib/store/events.ts). */
const mostText = 10_000;
const mostOfOne = 500;
const mostTold = 4;

/** The standard ones by what they say (RFC 3418, RFC 2863); of all others what their names and values tell. */
export function eventOf(notification: Notification, about: About, names: Names): NewEvent & { at: Date } {
  const { name, severity, text, details } = saidBy(notification, names);
  const { oid, upTicks } = notification;
  return {
    at: about.at,
    target: `device:${about.deviceId}`,
    kind: `trap.${name}`,
    severity,
    text,
    details: {
      ...details,
      oid,
      ...(name === 'other' && { name: names.nameOf(oid).text }),
      ...{ version: about.version, from: about.from, as: notification.is },
      ...(upTicks !== null && { upSeconds: Math.floor(upTicks / 100) }),
      ...varbindsOf(notification, names),
    },
  };
}

function saidBy(notification: Notification, names: Names): Said {
  switch (notification.oid) {
    case `${standard}.1`:
      return { name: 'coldStart', severity: 'warn', text: 'It started anew.' };
    case `${standard}.2`:
      return { name: 'warmStart', severity: 'info', text: 'Its agent started anew, with its configuration unchanged.' };
    case `${standard}.3`:
      return { name: 'linkDown', ...link(notification, 'down') };
    case `${standard}.4`:
      return { name: 'linkUp', ...link(notification, 'up') };
    case `${standard}.5`:
      return {
        name: 'authenticationFailure',
        severity: 'warn',
        text: 'Somebody asked it by SNMP with a wrong community or password.',
      };
    default:
      return { name: 'other', severity: 'info', text: otherText(notification, names) };
  }
}

/** Down and up are of one thing, so that a rule sees that it is over. */
function link({ varbinds }: Notification, state: 'down' | 'up'): Omit<Said, 'name'> {
  const cell = (column: string) =>
    varbinds.find(({ oid }) => oid === column || oid.startsWith(`${column}.`)) as Varbind | undefined;
  const named = cell(`${ifEntry}.1`);
  const index = String(numberOf(named?.value) ?? named?.oid.slice(ifEntry.length + 3) ?? '');
  const label = textOf(cell(`${ifXEntry}.1`)?.value) || textOf(cell(`${ifEntry}.2`)?.value);
  const alias = textOf(cell(`${ifXEntry}.18`)?.value);
  const off = state === 'down' && numberOf(cell(`${ifEntry}.7`)?.value) === switchedOff;
  const which = [`Interface${index && ` ${index}`}`, label && `(${label})`, alias && `“${alias}”`];
  const happened = off ? 'was switched off' : state === 'down' ? 'went down' : 'came up';
  return {
    severity: state === 'down' && !off ? 'warn' : 'info',
    text: `${[...which, happened].filter(Boolean).join(' ')}.`,
    details: { of: index ? `interface ${index}` : 'interface', state },
  };
}

function otherText({ oid, varbinds }: Notification, names: Names): string {
  const told = varbinds
    .slice(0, mostTold)
    .map((varbind) => `${names.nameOf(varbind.oid).text} ${cut(names.say(varbind.oid, varbind.value), 200)}`);
  const more = varbinds.length > mostTold ? [`${varbinds.length - mostTold} more`] : [];
  return [names.nameOf(oid).text, [...told, ...more].join(', ')].filter(Boolean).join(': ');
}

function varbindsOf({ varbinds }: Notification, names: Names) {
  const told: { oid: string; name: string; value: string }[] = [];
  let length = 0;
  for (const { oid, value } of varbinds) {
    const one = { oid, name: names.nameOf(oid).text, value: cut(names.say(oid, value), mostOfOne) };
    length += JSON.stringify(one).length;
    if (length > mostText) break;
    told.push(one);
  }
  const leftOut = varbinds.length - told.length;
  return { varbinds: told, ...(leftOut > 0 && { leftOut }) };
}

function cut(text: string, most: number): string {
  return text.length > most ? `${text.slice(0, most)}…` : text;
}
