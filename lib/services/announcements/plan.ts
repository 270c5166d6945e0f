import { notFound, type Result } from '../../domain/failure.ts';
import type { XmppServer } from '../../xmpp/servers/port.ts';
import type { Context } from '../context.ts';
import type { FoundRealm } from '../realms/find-realm.ts';
import type { Recipients, Who } from './announcement.ts';
import { planRealm } from './plan-realm.ts';
import { planServer } from './plan-server.ts';

/** One domain whose people get the message. `people`: how many it goes to; null: not known. */
export type PlanPart = {
  domain: string;
  people: number | null;
  online: number | null;
  server: XmppServer;
  serverName: string;
  /** How: "announce-to (mod_bailiwick)". */
  by: string;
};

/** People who don't get it. `domain` '' for people without a JID. */
export type Unreached = { domain: string; people: number | null; why: string; todo: string };

export type Plan = {
  /** In a sentence: "everybody in field", "everybody online on North". */
  name: string;
  who: Who;
  /** null: those of a server. */
  realm: FoundRealm['entry'] | null;
  /** Domains that the realm and those below it have. */
  domains: readonly string[];
  parts: PlanPart[];
  unreached: Unreached[];
};

/** Who would get it and by which road, and who wouldn't and why. Nothing is sent. */
export async function planOf(context: Context, to: Recipients, realm: FoundRealm | null): Promise<Result<Plan>> {
  if (to.is === 'server') return planServer(context, to);
  return realm ? planRealm(context, to.who, realm) : notFound('realm');
}

/** null as soon as one of them isn't known. */
export function sumOf(parts: readonly PlanPart[], of: 'people' | 'online'): number | null {
  return parts.reduce<number | null>((sum, part) => (sum === null || part[of] === null ? null : sum + part[of]), 0);
}
