import { z } from 'zod';
import { ok, type Result } from '../../domain/failure.ts';
import { type KeptServer, readServers } from '../../store/managed-servers.ts';
import { defineUseCase, wholeSystem } from '../use-case.ts';
import { type ServerState, serverState } from './server-state.ts';

export type ServerRow = {
  id: string;
  name: string;
  domain: string;
  host: string;
  port: number;
  jid: string;
  state: ServerState;
};

export type ServerList = { rows: ServerRow[]; total: number; asOf: string };

/** All managed servers by name. No server is asked anything: how each is comes from memory. */
export const listServers = defineUseCase({
  permission: 'servers.read',
  noun: 'list',
  what: 'The list could not be read.',
  input: z.object({}),
  find: wholeSystem,
  async act(context): Promise<Result<ServerList>> {
    const servers = await readServers(context.db);
    const rows = servers.map((server) => ({ ...rowOf(server), state: serverState(context, server) }));
    return ok({ rows, total: rows.length, asOf: new Date().toISOString() });
  },
});

function rowOf({ id, name, domain, host, port, jid }: KeptServer): Omit<ServerRow, 'state'> {
  return { id, name, domain, host, port, jid };
}
