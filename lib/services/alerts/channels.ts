import { z } from 'zod';
import { waysOut } from '../../alerts/out/ways.ts';
import type { Config } from '../../config/config.ts';
import { type Channel, channels } from '../../domain/alert.ts';
import { failed, ok, type Result } from '../../domain/failure.ts';
import { enqueue, lastDeliveries, type SentDelivery, testWaits } from '../../store/alert-outbox.ts';
import { auditedChange } from '../audited-change.ts';
import { defineUseCase, wholeSystem } from '../use-case.ts';

/** `from`, `to`: as people read them, without secrets; null where the channel isn't set. */
export type ChannelView = { channel: Channel; from: string | null; to: string[] };
/** A message that went out, or should. Times are ISO 8601; `again`: when it is tried again. */
export type DeliveryView = {
  id: string;
  channel: Channel;
  to: string | null;
  kind: SentDelivery['kind'];
  about: string;
  state: 'sent' | 'waiting' | 'failing' | 'uncertain' | 'given-up';
  tries: number;
  at: string;
  again: string | null;
  error: string | null;
};
export type ChannelList = { channels: ChannelView[]; rows: DeliveryView[]; total: number; asOf: string };

const shown = 50;

/** Where alerts go out, and the last messages. */
export const listAlertChannels = defineUseCase({
  permission: 'operations.read',
  noun: 'list',
  what: 'The channels were not read.',
  input: z.object({}),
  find: wholeSystem,
  async act({ db, config }): Promise<Result<ChannelList>> {
    const rows = (await lastDeliveries(db, shown)).map(viewOf);
    const asOf = new Date().toISOString();
    return ok({ channels: channels.map((one) => channelOf(one, config.alerts)), rows, total: rows.length, asOf });
  },
});

/** Through the outbox and the collector, as an alert goes. */
export const sendTestMessage = defineUseCase({
  permission: 'operations.edit',
  noun: 'channel',
  what: 'No test message was sent.',
  input: z.object({ channel: z.enum(channels) }),
  find: wholeSystem,
  async act(context, { channel }): Promise<Result<{ to: string[] }>> {
    const { db, config, actor } = context;
    const ways = waysOut(config.alerts).filter((way) => way.channel === channel);
    if (ways.length === 0) return notSet();
    if (await testWaits(db, channel)) return underWay();
    const { to } = channelOf(channel, config.alerts);
    const about = { action: 'alerts.test', kind: 'alert' as const, id: null, dn: null, name: channelNames[channel] };
    return auditedChange(context, { ...about, realm: null, before: null, after: { to } }, async () => {
      const message = { kind: 'test' as const, by: actor.name, more: 0, alerts: [] };
      await db.transaction((sql) => enqueue(sql, message, ways, new Date()));
      return ok({ to });
    });
  },
});

const channelNames = { mail: 'e-mail', webhook: 'the webhook', xmpp: 'XMPP' } as const;

/** Of the webhook only the host: what follows it may be a secret. */
function channelOf(channel: Channel, { mail, webhook, xmpp }: Config['alerts']): ChannelView {
  switch (channel) {
    case 'mail':
      return { channel, from: mail && `${mail.from} by ${new URL(mail.url).host}`, to: mail ? [...mail.to] : [] };
    case 'webhook':
      return { channel, from: webhook && 'Signed posts', to: webhook ? [new URL(webhook.url).host] : [] };
    case 'xmpp':
      return { channel, from: xmpp && `Account of the portal on ${xmpp.server}`, to: xmpp ? [...xmpp.to] : [] };
  }
}

function viewOf(sent: SentDelivery): DeliveryView {
  const { id, channel, recipient, kind, about, alerts, tries, createdAt, nextAt, endedAt, error } = sent;
  const more = alerts > 1 ? ` and ${alerts - 1} more` : '';
  return {
    ...{ id, channel, to: recipient, kind, tries, error },
    about: kind === 'test' ? 'Test message' : `${about ?? 'An alert'}${more}`,
    state: stateOf(sent),
    at: (endedAt ?? createdAt).toISOString(),
    again: sent.state === 'waiting' && error !== null ? nextAt.toISOString() : null,
  };
}

function stateOf({ state, error, uncertain }: SentDelivery): DeliveryView['state'] {
  if (state === 'sent' || state === 'given-up') return state;
  if (error === null) return 'waiting';
  return uncertain ? 'uncertain' : 'failing';
}

function notSet(): Result<never> {
  return failed({
    kind: 'unavailable',
    why: 'This channel is not set.',
    todo: 'Whoever runs the portal sets it (README.md, Settings: SMTP_… and ALERT_…).',
  });
}

function underWay(): Result<never> {
  return failed({
    kind: 'conflict',
    why: 'A test message of this channel waits to be sent.',
    todo: 'Look at the list of messages what became of it.',
  });
}
