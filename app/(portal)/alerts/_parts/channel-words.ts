import type { ChannelView } from '#lib/services/alerts/channels.ts';

type Channel = ChannelView['channel'];

/** `howTo`: what whoever runs the portal sets (README.md, Settings). */
export const channelWords: Record<Channel, { name: string; howTo: string }> = {
  mail: { name: 'E-mail', howTo: 'Set SMTP_URL, ALERT_MAIL_FROM and ALERT_MAIL_TO to have alerts mailed.' },
  webhook: { name: 'Webhook', howTo: 'Set ALERT_WEBHOOK_URL and ALERT_WEBHOOK_SECRET to have alerts posted.' },
  xmpp: {
    name: 'XMPP',
    howTo: 'Set ALERT_XMPP_FROM and ALERT_XMPP_TO to have alerts sent as messages by the account on a managed server.',
  },
};
