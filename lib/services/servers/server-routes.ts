import { z } from 'zod';
import { ok, type Result } from '../../domain/failure.ts';
import type { Route } from '../../xmpp/servers/port.ts';
import { type CsvFile, csvFile } from '../csv-file.ts';
import { defineUseCase, wholeSystem } from '../use-case.ts';
import { answeringServer } from './answering-server.ts';
import { matchesRoute } from './matches.ts';

export type RouteRow = Route;
export type ServerRoutes = { rows: RouteRow[]; total: number; asOf: string };

const input = z.object({ id: z.uuid(), q: z.string().max(200).default('') });

/** Which domain goes where, as the server routes now. */
export const serverRoutes = defineUseCase({
  permission: 'servers.read',
  noun: 'server',
  what: 'The routing table was not read.',
  input: input.pick({ id: true }),
  find: wholeSystem,
  async act(context, { id }): Promise<Result<ServerRoutes>> {
    const found = await answeringServer(context, id);
    if (!found.ok) return found;
    const routes = await found.value.server.routes();
    if (!routes.ok) return routes;
    return ok({ rows: routes.value, total: routes.value.length, asOf: new Date().toISOString() });
  },
});

/** The same as CSV; `q` narrows it like the filter of the page. */
export const exportRoutes = defineUseCase({
  permission: 'servers.read',
  noun: 'server',
  what: 'The routing table was not exported.',
  input,
  find: wholeSystem,
  async act(context, { id, q }): Promise<Result<CsvFile>> {
    const found = await answeringServer(context, id);
    if (!found.ok) return found;
    const routes = await found.value.server.routes();
    if (!routes.ok) return routes;
    const matching = routes.value.filter((row) => matchesRoute(row, q));
    return ok(csvFile(`${found.value.kept.name} routes`, ['domain', 'kind', 'target', 'node'], matching));
  },
});
