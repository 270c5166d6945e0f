import { z } from 'zod';
import { domains, isUrl, jids, mailAddresses, yesNo } from './kinds.ts';
import { ConfigError, secret } from './secret.ts';

export const alertSettings = z.object({
  SMTP_URL: z
    .string()
    .refine((value) => isUrl(value, ['smtp:', 'smtps:']), 'must be a URL that starts with smtp:// or smtps://')
    .optional(),
  SMTP_PASSWORD_FILE: z.string().optional(),
  ALERT_MAIL_FROM: mailAddresses('one', (count) => count <= 1),
  ALERT_MAIL_TO: mailAddresses('up to 50', (count) => count <= 50),
  ALERT_WEBHOOK_URL: z
    .string()
    .refine((value) => isUrl(value, ['https:', 'http:']), 'must be a URL that starts with https://')
    .optional(),
  ALERT_WEBHOOK_SECRET: z.string().min(16, 'must have at least 16 characters').optional(),
  ALERT_WEBHOOK_SECRET_FILE: z.string().optional(),
  ALERT_WEBHOOK_PRIVATE: yesNo(false),
  ALERT_CA_FILE: z.string().optional(),
  ALERT_XMPP_FROM: domains.refine((all) => all.length <= 1, 'must be one domain'),
  ALERT_XMPP_TO: jids(50),
  ALERT_XMPP_FOREIGN: domains,
});

/** Where alerts go out; null where nothing is set. */
export function alertsOf(s: z.infer<typeof alertSettings>) {
  const webhookSecret = secret('ALERT_WEBHOOK_SECRET', s.ALERT_WEBHOOK_SECRET, s.ALERT_WEBHOOK_SECRET_FILE);
  const [from] = s.ALERT_MAIL_FROM;
  const to = s.ALERT_MAIL_TO;
  if (s.SMTP_URL && (!from || to.length === 0))
    throw new ConfigError("The settings can't be used: SMTP_URL needs ALERT_MAIL_FROM and ALERT_MAIL_TO.");
  const { ALERT_WEBHOOK_URL: webhook, ALERT_WEBHOOK_PRIVATE: allowPrivate } = s;
  if (webhook && webhookSecret.length < 16)
    throw new ConfigError("The settings can't be used: ALERT_WEBHOOK_URL needs ALERT_WEBHOOK_SECRET of 16 characters.");
  if (webhook && !allowPrivate && !isUrl(webhook, ['https:']))
    throw new ConfigError("The settings can't be used: ALERT_WEBHOOK_URL must start with https://.");
  const [server] = s.ALERT_XMPP_FROM;
  if ((server === undefined) !== (s.ALERT_XMPP_TO.length === 0))
    throw new ConfigError("The settings can't be used: ALERT_XMPP_FROM and ALERT_XMPP_TO need each other.");
  return {
    /** In place of the one in `url`; empty: that one. */
    mail:
      s.SMTP_URL && from
        ? { url: s.SMTP_URL, password: secret('SMTP_PASSWORD', undefined, s.SMTP_PASSWORD_FILE), from, to }
        : null,
    webhook: webhook ? { url: webhook, secret: webhookSecret, allowPrivate } : null,
    /** `server`: the domain of the managed server whose account sends. `foreign`: domains of other servers that may be told. */
    xmpp: server ? { server, to: s.ALERT_XMPP_TO, foreign: s.ALERT_XMPP_FOREIGN } : null,
    caFile: s.ALERT_CA_FILE,
  };
}
