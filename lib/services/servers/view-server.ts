import { z } from 'zod';
import { ok, type Result } from '../../domain/failure.ts';
import type { Permission } from '../../domain/permission.ts';
import type { ServerSettings } from '../../store/managed-servers.ts';
import { defineUseCase, wholeSystem } from '../use-case.ts';
import { findServer } from './find-server.ts';
import { certificatesIn } from './server-settings.ts';
import { type ServerState, serverState } from './server-state.ts';

/** Without its secret: that is never read back. */
export type ServerView = {
  id: string;
  version: number;
  settings: ServerSettings;
  /** Subjects of the authorities that may vouch for it; none: the system's. */
  authorities: string[];
  createdAt: string;
  changedAt: string;
  state: ServerState;
  may: {
    edit: boolean;
    operate: boolean;
    runCommands: boolean;
    readHistory: boolean;
    readUsers: boolean;
    readMetrics: boolean;
  };
};

export const viewServer = defineUseCase({
  permission: 'servers.read',
  noun: 'server',
  what: 'The server could not be read.',
  input: z.object({ id: z.uuid() }),
  find: wholeSystem,
  async act(context, { id }): Promise<Result<ServerView>> {
    const found = await findServer(context, id);
    if (!found.ok) return found;
    const { version, createdAt, changedAt, id: _, sealed: __, ...settings } = found.value;
    const may = (permission: Permission) => context.judge(context.actor, permission, { realm: null }).allowed;
    return ok({
      id,
      version,
      settings,
      authorities: certificatesIn(settings.ca) ?? [],
      createdAt: createdAt.toISOString(),
      changedAt: changedAt.toISOString(),
      state: serverState(context, found.value),
      may: {
        edit: may('servers.edit'),
        operate: may('servers.operate'),
        runCommands: may('commands.run'),
        readHistory: may('audit.read'),
        readUsers: may('users.read'),
        readMetrics: may('operations.read'),
      },
    });
  },
});
