import { z } from 'zod';
import { failed, ok, type Result } from '../../domain/failure.ts';
import type { AccountStatistics, ConfigRow } from '../../xmpp/servers/port.ts';
import { serverOfDomain } from '../servers/server-of-domain.ts';
import { defineUseCase } from '../use-case.ts';
import { within } from '../within.ts';
import { accountJids, noAccount } from './account-jids.ts';
import { domainOf } from './ask-presence.ts';
import { findUser } from './find-user.ts';

type Told<T> = { value: T } | { why: string };

/** What the XMPP server holds for one person; each part by itself. Times are ISO 8601. */
export type ServerData = {
  config: Told<{ section: string; rows: { name: string; values: string[] }[] }[]>;
  statistics: Told<Omit<AccountStatistics, 'lastSignInAt'> & { lastSignInAt: string | null }>;
  asOf: string;
};

const deadlineMs = 5_000;
const mostRows = 500;

export const viewServerData = defineUseCase({
  permission: 'users.serverData',
  noun: 'user',
  what: 'The XMPP server was not asked.',
  input: z.object({ id: z.uuid() }),
  find: (context, { id }) => findUser(context, id),
  async act(context, _input, { entry, realm }): Promise<Result<ServerData>> {
    const jids = await accountJids(context, realm, [entry.first(context.tree.jidAttribute)]);
    if (!jids.ok) return jids;
    const [jid] = jids.value;
    if (!jid) return failed({ kind: 'constraint', why: noAccount, todo: '' });
    const { server } = await serverOfDomain(context, domainOf(jid));
    const [config, statistics] = await Promise.all([
      within(deadlineMs, server.userConfig(jid)),
      within(deadlineMs, server.statistics(jid)),
    ]);
    return ok({
      config: toldOf(config, bySection),
      statistics: toldOf(statistics, ({ lastSignInAt, ...rest }) => ({
        ...rest,
        lastSignInAt: lastSignInAt?.toISOString() ?? null,
      })),
      asOf: new Date().toISOString(),
    });
  },
});

function toldOf<T, U>(result: Result<T>, take: (value: T) => U): Told<U> {
  if (result.ok) return { value: take(result.value) };
  return { why: [result.failure.why, result.failure.todo].filter(Boolean).join(' ') };
}

/** In the order in which the server names them. */
function bySection(rows: readonly ConfigRow[]) {
  const sections = new Map<string, { name: string; values: string[] }[]>();
  for (const { section, name, values } of rows.slice(0, mostRows))
    sections.set(section, [...(sections.get(section) ?? []), { name, values }]);
  return [...sections].map(([section, own]) => ({ section, rows: own }));
}
