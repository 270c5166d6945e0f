import type { DataForm } from '../../domain/data-form.ts';
import { dataStores } from './port.ts';
import { readFields, type Shape } from './read-form.ts';
import * as read from './values.ts';

const { orNull, otherwise, text, time } = read;

/** The rows of our own commands (docs/admin-commands.md), field by field. */
export const host = {
  host: ['host', read.domain],
  kind: ['kind', read.oneOf('users', 'rooms', 'other')],
  name: ['name', read.textOrEmpty],
} satisfies Shape;

export const session = {
  jid: ['jid', read.fullJid],
  node: ['node', orNull(text)],
  address: ['address', orNull(text)],
  port: ['port', orNull(read.port)],
  since: ['since', orNull(time)],
  tls: ['tls', orNull(text)],
  cipher: ['cipher', orNull(text)],
  mechanism: ['mechanism', orNull(text)],
  show: ['show', orNull(read.oneOf('available', 'chat', 'away', 'xa', 'dnd'))],
  status: ['status', orNull(text)],
  priority: ['priority', orNull(read.priority)],
  transport: ['transport', orNull(text)],
} satisfies Shape;

export const lastActivity = {
  jid: ['jid', read.bareJid],
  online: ['online', read.flag],
  at: ['at', orNull(time)],
  status: ['status', orNull(text)],
} satisfies Shape;

export const ended = { jid: ['jid', read.anyJid], ended: ['ended', read.number] } satisfies Shape;

export const s2s = {
  direction: ['direction', read.oneOf('in', 'out')],
  local: ['local', read.domain],
  remote: ['remote', read.domain],
  state: ['state', read.oneOf('open', 'connecting')],
  since: ['since', orNull(time)],
  node: ['node', orNull(text)],
  address: ['address', orNull(text)],
  port: ['port', orNull(read.port)],
  tls: ['tls', orNull(text)],
  cipher: ['cipher', orNull(text)],
  authentication: ['authentication', orNull(read.oneOf('certificate', 'dialback', 'none'))],
  certificateSubject: ['certificate-subject', orNull(text)],
  certificateExpires: ['certificate-expires', orNull(time)],
  bidi: ['bidi', orNull(read.flag)],
  stanzasIn: ['stanzas-in', orNull(read.counter)],
  stanzasOut: ['stanzas-out', orNull(read.counter)],
} satisfies Shape;

export const member = {
  node: ['node', text],
  state: ['state', read.oneOf('running', 'stopped')],
  self: ['self', otherwise(read.flag, false)],
  version: ['version', orNull(text)],
  since: ['since', orNull(time)],
  sessions: ['sessions', orNull(read.number)],
  sees: ['sees', (values) => (values.length === 0 ? null : read.texts(values))],
  open: ['open', otherwise(read.flag, false)],
} satisfies Shape;

export const route = {
  domain: ['domain', text],
  kind: ['kind', read.oneOf('users', 'rooms', 'service', 'component', 'peer', 'default')],
  target: ['target', read.textOrEmpty],
  node: ['node', orNull(text)],
} satisfies Shape;

export const counter = {
  scope: ['scope', read.oneOf('c2s', 's2s', 'component', 's2s-in', 's2s-out')],
  direction: ['direction', read.oneOf('in', 'out')],
  kind: ['kind', read.oneOf('message', 'presence', 'iq', 'octets')],
  count: ['count', read.counter],
} satisfies Shape;

export const configRow = {
  section: ['section', text],
  name: ['name', text],
  values: ['value', read.texts],
} satisfies Shape;

export const rosterItem = {
  jid: ['jid', read.anyJid],
  name: ['name', read.textOrEmpty],
  subscription: ['subscription', read.textOrEmpty],
  ask: ['ask', read.textOrEmpty],
  groups: ['groups', read.texts],
} satisfies Shape;

export const heldStore = {
  store: ['store', read.oneOf(...dataStores)],
  items: ['items', orNull(read.number)],
  movable: ['movable', read.flag],
  why: ['why', read.textOrEmpty],
} satisfies Shape;

export const changedContact = {
  jid: ['jid', read.bareJid],
  changed: ['changed', read.flag],
  why: ['why', orNull(text)],
} satisfies Shape;

export const changedAffiliate = {
  room: ['room', read.bareJid],
  affiliation: ['affiliation', read.textOrEmpty],
  changed: ['changed', read.flag],
  why: ['why', orNull(text)],
} satisfies Shape;

export const readSent = (form: DataForm) =>
  readFields(form, { sent: ['sent', read.number], failed: ['failed', read.number] } satisfies Shape);
export const readCopied = (form: DataForm) => readFields(form, { copied: ['copied', read.number] } satisfies Shape);
export const readDeleted = (form: DataForm) => readFields(form, { deleted: ['deleted', read.number] } satisfies Shape);
export const readCounting = (form: DataForm) =>
  readFields(form, { since: ['since', orNull(time)], node: ['node', orNull(text)] } satisfies Shape) ?? {
    since: null,
    node: null,
  };

/** Of a node, beside the rows of `soleTable`. */
export const nodeFacts = {
  node: ['node', text],
  state: ['state', read.oneOf('member', 'stopped', 'outside', 'unreachable', 'changing')],
  step: ['step', orNull(text)],
  failed: ['failed', orNull(text)],
  version: ['version', orNull(text)],
  sessions: ['sessions', orNull(read.number)],
  rooms: ['rooms', orNull(read.number)],
  folder: ['folder', orNull(text)],
  kept: ['kept', read.texts],
  listens: ['listens', orNull(read.flag)],
  self: ['self', otherwise(read.flag, false)],
  answers: ['answers', otherwise(read.flag, false)],
  others: ['others', read.texts],
  knownBy: ['known-by', read.texts],
  missing: ['missing', read.texts],
  joinWhy: ['join-why', read.texts],
  leaveWhy: ['leave-why', read.texts],
  forgetWhy: ['forget-why', read.texts],
  differs: ['differs', read.texts],
} satisfies Shape;

export const soleTable = { table: ['table', text], records: ['records', orNull(read.number)] } satisfies Shape;

export const drained = { ended: ['ended', read.number], left: ['left', read.number] } satisfies Shape;
