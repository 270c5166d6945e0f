import { failed, notFound, ok, type Result } from '../../domain/failure.ts';
import { type KeptSshCluster, readSshCluster } from '../../store/ssh-clusters.ts';
import type { Portal } from '../context.ts';

/** After the policy was asked: these clusters belong to the whole system. */
export async function findSshCluster({ db }: Pick<Portal, 'db'>, id: string): Promise<Result<KeptSshCluster>> {
  const cluster = await readSshCluster(db, id);
  return cluster ? ok(cluster) : notFound('cluster');
}

export function settingsOf({ name, command, pollSeconds, members }: KeptSshCluster) {
  return { name, command, pollSeconds, members };
}

export function nameTaken(name: string): Result<never> {
  return failed({
    kind: 'taken',
    why: `Another cluster is called ${name}.`,
    todo: 'Choose another name.',
    field: 'settings.name',
  });
}

export function changedMeanwhile(): Result<never> {
  return failed({
    kind: 'conflict',
    why: 'Somebody else changed this cluster in the meantime.',
    todo: 'Copy what you typed, reload the page and look at what it says now.',
  });
}

/** What every change of one is recorded as. */
export function changeOf(action: string, id: string | null, name: string) {
  return { action, kind: 'cluster' as const, id, dn: null, name, realm: null };
}
