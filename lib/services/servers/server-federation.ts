import { z } from 'zod';
import { ok, type Result } from '../../domain/failure.ts';
import type { Counter, S2sSession } from '../../xmpp/servers/port.ts';
import { type CsvFile, csvFile } from '../csv-file.ts';
import { defineUseCase, wholeSystem } from '../use-case.ts';
import { answeringServer } from './answering-server.ts';
import { type Told, told } from './fact.ts';
import { type FederationStatistics, federationStatistics } from './federation-statistics.ts';
import { matchesFederation } from './matches.ts';
import { onWire, type Wire } from './wire.ts';

export type FederationRow = Wire<S2sSession>;
export type ServerFederation = {
  rows: FederationRow[];
  total: number;
  statistics: Wire<FederationStatistics>;
  /** Stanzas between servers since `since`, whichever sessions carried them. */
  counted: Told<{ since: string | null; counters: Wire<Counter>[] }>;
  asOf: string;
};

/** Sessions with other servers, both ways, and what they come to. */
export const serverFederation = defineUseCase({
  permission: 'servers.read',
  noun: 'server',
  what: 'Sessions with other servers were not read.',
  input: z.object({ id: z.uuid() }),
  find: wholeSystem,
  async act(context, { id }): Promise<Result<ServerFederation>> {
    const found = await answeringServer(context, id);
    if (!found.ok) return found;
    const { server } = found.value;
    const [sessions, counters] = await Promise.all([server.s2sSessions(), server.counters()]);
    if (!sessions.ok) return sessions;
    const now = new Date();
    return ok({
      rows: onWire(sessions.value),
      total: sessions.value.length,
      statistics: onWire(federationStatistics(sessions.value, now)),
      counted: told(counters, ({ since, counters }) =>
        onWire({ since, counters: counters.filter(({ scope }) => scope === 's2s') }),
      ),
      asOf: now.toISOString(),
    });
  },
});

const columns = [
  'direction',
  'local',
  'remote',
  'state',
  'since',
  'node',
  'address',
  'port',
  'tls',
  'cipher',
  'authentication',
  'certificateSubject',
  'certificateExpires',
  'bidi',
  'stanzasIn',
  'stanzasOut',
] as const satisfies readonly (keyof S2sSession)[];

/** The list as the server gives it now, as CSV. `q` narrows it like the filter of the page. */
export const exportFederation = defineUseCase({
  permission: 'servers.read',
  noun: 'server',
  what: 'The sessions were not exported.',
  input: z.object({ id: z.uuid(), q: z.string().max(200).default('') }),
  find: wholeSystem,
  async act(context, { id, q }): Promise<Result<CsvFile>> {
    const found = await answeringServer(context, id);
    if (!found.ok) return found;
    const sessions = await found.value.server.s2sSessions();
    if (!sessions.ok) return sessions;
    const matching = onWire(sessions.value).filter((row) => matchesFederation(row, q));
    return ok(csvFile(`${found.value.kept.name} federation`, columns, matching));
  },
});
