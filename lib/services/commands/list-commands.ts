import { z } from 'zod';
import { ok, type Result } from '../../domain/failure.ts';
import { type KeptServer, readServers } from '../../store/managed-servers.ts';
import type { Context } from '../context.ts';
import { type ServerState, serverState } from '../servers/server-state.ts';
import { defineUseCase, wholeSystem } from '../use-case.ts';
import type { Catalog } from './command-catalogs.ts';
import { groupOfCommand } from './command-groups.ts';

export type CommandRow = { jid: string; node: string; name: string; group: string };

export type CommandList = {
  servers: { id: string; name: string }[];
  /** The one that was asked for, else the first; null when there is none. */
  server: { id: string; name: string; domain: string; state: ServerState } | null;
  rows: CommandRow[];
  services: { jid: string; name: string }[];
  /** null: not found out yet. */
  asOf: string | null;
  /** Which part is missing, or why there is nothing. */
  partial: string | null;
};

/**
 * The commands that one server and its services offer. That one is listed doesn't say that it may be run: servers tell only
 * when it is tried. A server that is away keeps nobody waiting: then the list is the one that was found last.
 */
export const listCommands = defineUseCase({
  permission: 'commands.run',
  noun: 'list',
  what: 'The commands could not be listed.',
  input: z.object({ server: z.uuid().optional(), fresh: z.boolean().default(false) }),
  find: wholeSystem,
  async act(context, input): Promise<Result<CommandList>> {
    const servers = await readServers(context.db);
    const server = servers.find(({ id }) => id === input.server) ?? servers[0];
    const named = servers.map(({ id, name }) => ({ id, name }));
    if (!server) return ok({ servers: [], server: null, rows: [], services: [], asOf: null, partial: null });
    const { catalog, problem } = await catalogOf(context, server, input.fresh);
    const { id, name, domain } = server;
    return ok({
      servers: named,
      server: { id, name, domain, state: serverState(context, server) },
      rows: (catalog?.commands ?? []).map((command) => ({
        ...command,
        group: command.jid === domain ? groupOfCommand(command.node) : command.jid,
      })),
      services: catalog?.services ?? [],
      asOf: catalog?.asOf.toISOString() ?? null,
      partial:
        problem ?? (catalog && catalog.silent.length > 0 ? `No answer came from ${catalog.silent.join(', ')}.` : null),
    });
  },
});

async function catalogOf(
  context: Context,
  server: KeptServer,
  fresh: boolean,
): Promise<{ catalog: Catalog | null; problem: string | null }> {
  const { connections, catalogs } = context.xmpp;
  const known = catalogs.known(server.id);
  const connected = connections.to(server);
  if (!connected.ok) return { catalog: known, problem: connected.failure.why };
  if (connected.value.state().is === 'away') return { catalog: known, problem: null };
  const found = await catalogs.of(server, connected.value, fresh);
  return found.ok ? { catalog: found.value, problem: null } : { catalog: known, problem: found.failure.why };
}
