import { z } from 'zod';
import { ok, type Result } from '../../domain/failure.ts';
import { jidText, parseJid } from '../../domain/jid.ts';
import type { Ability, ConfigRow, RosterItem, XmppSession } from '../../xmpp/servers/port.ts';
import { defineUseCase, wholeSystem } from '../use-case.ts';
import { type Told, told } from './fact.ts';
import { isInDirectory, type PersonLink, peopleOf } from './people-of.ts';
import { checkServed, serverAt } from './server-at.ts';

/** What a server knows of one account; each part by itself, with the reason where there is none. Times are ISO 8601. */
export type AccountView = {
  jid: string;
  person: PersonLink | null;
  /** Its password comes from the directory, whether or not the actor may see who it is. */
  inDirectory: boolean;
  lastActivity: Told<{ online: boolean; at: string | null; status: string | null }>;
  statistics: Told<{
    rosterSize: number | null;
    onlineResources: string[];
    addresses: string[];
    lastSignInAt: string | null;
    more: { label: string; values: string[] }[];
  }>;
  sessions: Told<(Omit<XmppSession, 'since'> & { since: string | null })[]>;
  config: Told<{ section: string; rows: { name: string; values: string[] }[] }[]>;
  roster: Told<{ items: RosterItem[]; more: number }>;
  changePassword: Ability;
  asOf: string;
};

/** A bare JID, as accounts are looked up and acted on. */
export const accountJid = z
  .string()
  .trim()
  .max(1100, 'This is too long for a JID.')
  .transform((text, context) => {
    const parsed = parseJid(text);
    if (parsed) return parsed;
    context.addIssue({ code: 'custom', message: 'This is no JID. Write it as in ada@north.example.' });
    return z.NEVER;
  });

const mostContacts = 500;

/** It holds what is private to a person, such as the roster: whoever only watches servers doesn't see it. */
export const viewAccount = defineUseCase({
  permission: 'users.serverData',
  noun: 'account',
  what: 'The account was not looked up.',
  input: z.object({ id: z.uuid(), jid: accountJid }),
  find: wholeSystem,
  async act(context, { id, jid: parsed }): Promise<Result<AccountView>> {
    const at = await serverAt(context, id);
    if (!at.ok) return at;
    const served = await checkServed(at.value, [parsed.domain], 'jid');
    if (!served.ok) return served;
    const { server } = at.value;
    const jid = jidText(parsed);
    const [person, inDirectory, last, statistics, sessions, config, roster, { changePassword }] = await Promise.all([
      peopleOf(context, [jid]),
      isInDirectory(context, jid),
      server.lastActivity([jid]),
      server.statistics(jid),
      server.sessionsOf([jid]),
      server.userConfig(jid),
      server.roster(jid),
      server.abilities(),
    ]);
    return ok({
      jid,
      person: person.get(jid) ?? null,
      inDirectory,
      lastActivity: told(last, (all) => {
        const { online, at: seen, status } = all.get(jid) ?? { online: false, at: null, status: null };
        return { online, at: timeOf(seen), status };
      }),
      statistics: told(statistics, ({ lastSignInAt, ...rest }) => ({ ...rest, lastSignInAt: timeOf(lastSignInAt) })),
      sessions: told(sessions, (all) =>
        (all.get(jid) ?? []).map((session) => ({ ...session, since: timeOf(session.since) })),
      ),
      config: told(config, bySection),
      roster: told(roster, (items) => ({
        items: items.slice(0, mostContacts),
        more: Math.max(0, items.length - mostContacts),
      })),
      changePassword,
      asOf: new Date().toISOString(),
    });
  },
});

function timeOf(date: Date | null): string | null {
  return date?.toISOString() ?? null;
}

function bySection(rows: readonly ConfigRow[]): { section: string; rows: { name: string; values: string[] }[] }[] {
  const sections = new Map<string, { name: string; values: string[] }[]>();
  for (const { section, name, values } of rows)
    sections.set(section, [...(sections.get(section) ?? []), { name, values }]);
  return [...sections].map(([section, held]) => ({ section, rows: held }));
}
