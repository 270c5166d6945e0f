import { z } from 'zod';
import { ok, type Result } from '../../domain/failure.ts';
import type { SshClusterSettings } from '../../domain/ssh-cluster.ts';
import { defineUseCase, wholeSystem } from '../use-case.ts';
import { findSshCluster, settingsOf } from './find-ssh-cluster.ts';

/** Without its secrets: they are never read back. */
export type SshClusterView = { id: string; version: number; settings: SshClusterSettings; may: { edit: boolean } };

export const viewSshCluster = defineUseCase({
  permission: 'operations.read',
  noun: 'cluster',
  what: 'The cluster could not be read.',
  input: z.object({ id: z.uuid() }),
  find: wholeSystem,
  async act(context, { id }): Promise<Result<SshClusterView>> {
    const found = await findSshCluster(context, id);
    if (!found.ok) return found;
    const edit = context.judge(context.actor, 'devices.edit', { realm: null }).allowed;
    return ok({ id, version: found.value.version, settings: settingsOf(found.value), may: { edit } });
  },
});
