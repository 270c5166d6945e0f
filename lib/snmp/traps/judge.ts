import { createHash, timingSafeEqual } from 'node:crypto';
import type { Credentials, Security } from '../port.ts';
import { isAuthentic, keyAt, userKey } from '../usm.ts';
import { type EngineClock, isInOwnTime, isInTime } from './clock.ts';
import { type CommunityMessage, readMessage, readScoped, type Scoped, type UserMessage } from './message.ts';
import { type Notification, pduTags, readNotification, requestIdOf } from './notification.ts';
import { decrypt, type Privacy } from './privacy.ts';
import { communityAnswer, type OwnEngine, reportPdu, responsePdu, type Signer, userAnswer, usmStat } from './write.ts';

/** A device that may speak from the address that a datagram came from. */
export type Sender = { id: string; name: string; port: number; credentials: Credentials };

/**
 * Why a datagram is not taken.
 *
 * | reason     | it                                                                              |
 * |------------|---------------------------------------------------------------------------------|
 * | malformed  | is no SNMP message, or not a whole one                                          |
 * | other      | is a message, but neither a trap nor an inform                                  |
 * | community  | has another community than the devices of its address, or they speak version 3  |
 * | user       | is of a user that none of them has                                              |
 * | password   | was not made with the user's password for authentication                        |
 * | level      | is not authenticated, though its user is to be                                  |
 * | encryption | was not encrypted with the user's password for that                             |
 * | late       | is outside of the time window: old, or a recorded one that is played again      |
 */
export type Reason = 'malformed' | 'other' | 'community' | 'user' | 'password' | 'level' | 'encryption' | 'late';

export type Taken = {
  is: 'taken';
  sender: Sender;
  version: '1' | '2c' | '3';
  notification: Notification;
  /** The same for the same one that comes again: null where nothing tells that. */
  key: string | null;
  /** Of the engine that sent it, to be remembered. */
  clock: { engineId: string; boots: number; time: number } | null;
  /** What an inform is answered with, once it is kept. */
  answer: (() => Buffer) | null;
};
export type Judgement =
  | Taken
  | { is: 'refused'; reason: Reason; report: Buffer | null }
  /** Who asks for our engine's id gets it: so does every inform begin. */
  | { is: 'discovery'; report: Buffer };

export type Knowledge = {
  own: OwnEngine;
  /** `engineId`: as hexadecimal digits. */
  clock(deviceId: string, engineId: string): EngineClock | null;
  now(): Date;
};

/** Devices whose port is the one that it came from stand first, then those at the usual one. */
export function judge(datagram: Buffer, port: number, senders: readonly Sender[], knowledge: Knowledge): Judgement {
  const message = readMessage(datagram);
  if (!message) return refused('malformed');
  const likely = (one: Sender) => (one.port === port ? 0 : one.port === 161 ? 1 : 2);
  const inOrder = senders.toSorted((a, b) => likely(a) - likely(b) || (a.name < b.name ? -1 : 1));
  return message.version === '3' ? judgeUser(datagram, message, inOrder, knowledge) : judgeCommunity(message, inOrder);
}

function judgeCommunity(message: CommunityMessage, senders: readonly Sender[]): Judgement {
  const sender = senders.find(
    ({ credentials }) =>
      credentials.version === '2c' && areEqual(message.community, Buffer.from(credentials.community)),
  );
  if (!sender) return refused('community');
  const allowed = message.version === '1' ? [pduTags.trapV1] : [pduTags.trap, pduTags.inform];
  const notification = readNotification(message.pdu, allowed);
  if (!notification) return refused(allowed.includes(message.pdu[0] as never) ? 'malformed' : 'other');
  const { is, id, list } = notification;
  return {
    ...{ is: 'taken', sender, version: message.version, notification, clock: null },
    key: is === 'inform' ? informKey(sender, message.pdu) : null,
    answer: is === 'inform' ? () => communityAnswer(message, responsePdu(id, list)) : null,
  };
}

/** In the order of RFC 3414, 3.2. */
function judgeUser(
  datagram: Buffer,
  message: UserMessage,
  senders: readonly Sender[],
  knowledge: Knowledge,
): Judgement {
  const { own } = knowledge;
  const toUs = message.engineId.equals(own.id);
  if (!toUs && message.reportable) return discovery(message, own);
  if (message.engineId.length < 5) return refused('malformed');
  const ofUser = senders.filter(
    ({ credentials }) => credentials.version === '3' && message.user.equals(Buffer.from(credentials.user)),
  );
  if (ofUser.length === 0) return refused('user');
  if (!message.authenticated) {
    const sender = ofUser.find((one) => securityOf(one).level === 'noAuthNoPriv');
    return sender ? opened(datagram, message, sender, null, own, toUs) : refused('level');
  }
  const found = signerOf(datagram, message, ofUser);
  if (!found) return refused('password');
  const { sender, signer } = found;
  if (toUs && !isInOwnTime({ boots: own.boots, time: own.time() }, message))
    return { ...refused('late'), report: notInTime(message, own, signer) };
  const known = toUs ? null : knowledge.clock(sender.id, message.engineId.toString('hex'));
  if (!toUs && !isInTime(known, message, knowledge.now())) return refused('late');
  return opened(datagram, message, sender, signer, own, toUs);
}

/** Informs are sent to our engine, and traps by the sender's own: neither may come as the other. */
function opened(
  datagram: Buffer,
  message: UserMessage,
  sender: Sender,
  signer: Signer | null,
  own: OwnEngine,
  toUs: boolean,
): Judgement {
  const privacy = message.encrypted ? privacyOf(sender) : null;
  const plain = privacy ? decrypt(privacy, message, message.salt, message.payload) : message.payload;
  const scoped = plain && readScoped(plain);
  if (!scoped) return refused(privacy ? 'encryption' : 'malformed');
  const wanted = toUs ? pduTags.inform : pduTags.trap;
  const notification = readNotification(scoped.pdu, [wanted]);
  if (!notification) return refused(scoped.pdu[0] === wanted ? 'malformed' : 'other');
  const { engineId, boots, time } = message;
  const { id, list } = notification;
  return {
    ...{ is: 'taken', sender, version: '3', notification },
    key: toUs ? informKey(sender, scoped.pdu) : signer ? trapKey(sender, datagram) : null,
    clock: toUs || !signer ? null : { engineId: engineId.toString('hex'), boots, time },
    answer: toUs ? () => userAnswer(message, { ...scoped, pdu: responsePdu(id, list) }, own, signer, privacy) : null,
  };
}

/** Of several devices at one address the one with whose password it was made. */
function signerOf(
  datagram: Buffer,
  message: UserMessage,
  senders: readonly Sender[],
): { sender: Sender; signer: Signer } | null {
  for (const sender of senders) {
    const security = securityOf(sender);
    if (security.level !== 'authPriv') continue;
    const { auth } = security;
    const key = keyOf(sender, security);
    if (isAuthentic(datagram, message, auth, keyAt(auth, key, message.engineId)))
      return { sender, signer: { auth, key } };
  }
  return null;
}

/** Made once a device: by an address alone nobody has them made again and again. */
const keys = new WeakMap<Sender, Buffer>();

function keyOf(sender: Sender, { auth, authPassword }: Security & { level: 'authPriv' }): Buffer {
  const key = keys.get(sender) ?? userKey(auth, authPassword);
  keys.set(sender, key);
  return key;
}

function securityOf({ credentials }: Sender): Security {
  return credentials.version === '3' ? credentials.security : { level: 'noAuthNoPriv' };
}

function privacyOf(sender: Sender): Privacy | null {
  const security = securityOf(sender);
  if (security.level !== 'authPriv') return null;
  return { auth: security.auth, priv: security.priv, password: security.privPassword };
}

function discovery(message: UserMessage, own: OwnEngine): Judgement {
  return { is: 'discovery', report: report(message, own, usmStat.unknownEngineIds, null) };
}

function notInTime(message: UserMessage, own: OwnEngine, signer: Signer): Buffer | null {
  return message.reportable ? report(message, own, usmStat.notInTimeWindows, signer) : null;
}

/** What it counts is for who looks at it: each report tells of one. */
function report(message: UserMessage, own: OwnEngine, stat: number, signer: Signer | null): Buffer {
  const asked = message.encrypted ? null : readScoped(message.payload);
  const pdu = reportPdu(asked ? requestIdOf(asked.pdu) : 0, stat, 1);
  const scoped: Scoped = { contextEngineId: own.id, contextName: Buffer.alloc(0), pdu };
  return userAnswer(message, scoped, own, signer, null);
}

/** Sent again, an inform has another id of its message, another time and another salt: the same is what it says. */
function informKey(sender: Sender, pdu: Buffer): string {
  return hash('inform', sender, pdu);
}

/** Whoever plays a trap again can't change a bit of it. */
function trapKey(sender: Sender, datagram: Buffer): string {
  return hash('trap', sender, datagram);
}

function hash(kind: string, { id }: Sender, bytes: Buffer): string {
  return createHash('sha256').update(`${kind} ${id} `).update(bytes).digest('base64url');
}

function areEqual(a: Buffer, b: Buffer): boolean {
  return a.length === b.length && timingSafeEqual(a, b);
}

function refused(reason: Reason): { is: 'refused'; reason: Reason; report: Buffer | null } {
  return { is: 'refused', reason, report: null };
}
