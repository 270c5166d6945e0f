import type { Config } from '../../config/config.ts';
import type { WayOut } from '../../domain/alert.ts';

/** Every way that a message goes by these settings: one mail and one post to all of theirs, one XMPP message for each JID. */
export function waysOut({ mail, webhook, xmpp }: Config['alerts']): WayOut[] {
  return [
    ...(mail ? [{ channel: 'mail', recipient: null } as const] : []),
    ...(webhook ? [{ channel: 'webhook', recipient: null } as const] : []),
    ...(xmpp?.to ?? []).map((recipient) => ({ channel: 'xmpp', recipient }) as const),
  ];
}
