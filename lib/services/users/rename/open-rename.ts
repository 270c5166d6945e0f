import { openJobOf } from '../../../store/jobs.ts';
import type { Portal } from '../../context.ts';
import type { RenameJob } from './drive.ts';
import { renameKind } from './plan.ts';

/** For a notice on the person's page: a rename that is neither done nor taken back. */
export type OpenRename = { running: boolean; from: string; to: string };

export async function openRename({ db }: Pick<Portal, 'db'>, id: string): Promise<OpenRename | null> {
  const job = (await openJobOf(db, id)) as RenameJob | null;
  if (job?.kind !== renameKind) return null;
  return { running: job.state === 'running', from: job.plan.from.jid, to: job.plan.to.jid };
}
