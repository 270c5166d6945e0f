import { z } from 'zod';
import { failed, notFound, ok, type Result } from '../../domain/failure.ts';
import {
  removedSshCluster,
  removeSshCluster as removeRow,
  restoreSshCluster as restoreRow,
} from '../../store/ssh-clusters.ts';
import { auditedChange } from '../audited-change.ts';
import { defineUseCase, wholeSystem } from '../use-case.ts';
import { changeOf, findSshCluster, settingsOf } from './find-ssh-cluster.ts';
import { sshImages } from './ssh-settings.ts';

const input = z.object({ id: z.uuid() });

/** It is asked no more. What is kept of it, secrets as well, is deleted ten minutes later. */
export const removeSshCluster = defineUseCase({
  permission: 'devices.edit',
  noun: 'cluster',
  what: 'The cluster was not removed.',
  input,
  find: wholeSystem,
  async act(context, { id }): Promise<Result<{ name: string }>> {
    const found = await findSshCluster(context, id);
    if (!found.ok) return found;
    const { name } = found.value;
    const { before } = sshImages(settingsOf(found.value), null, false);
    return auditedChange(context, { ...changeOf('clusters.remove', id, name), before, after: null }, async () =>
      (await removeRow(context.db, id)) ? ok({ name }) : notFound('cluster'),
    );
  },
});

/** Undo of removing. */
export const restoreSshCluster = defineUseCase({
  permission: 'devices.edit',
  noun: 'cluster',
  what: 'The cluster was not brought back.',
  input,
  find: wholeSystem,
  async act(context, { id }): Promise<Result<{ name: string }>> {
    const name = await removedSshCluster(context.db, id);
    if (name === null) return tooLate();
    const change = { ...changeOf('clusters.restore', id, name), before: null, after: { name: [name] } };
    return auditedChange(context, change, async () => ((await restoreRow(context.db, id)) ? ok({ name }) : tooLate()));
  },
});

function tooLate(): Result<never> {
  return failed({
    kind: 'not-found',
    why: 'It was removed more than ten minutes ago, or another one has its name now.',
    todo: 'Add it again.',
  });
}
