import { openJobOf } from '../../../store/jobs.ts';
import type { Portal } from '../../context.ts';
import type { NodeJob } from './drive.ts';
import { type NodeVerb, nodeJobKind } from './plan.ts';

/** For a notice on the server's page: a change of its cluster that is neither done nor taken back. */
export type OpenNodeJob = { running: boolean; verb: NodeVerb; node: string };

export async function openNodeJob({ db }: Pick<Portal, 'db'>, server: string): Promise<OpenNodeJob | null> {
  const job = (await openJobOf(db, server)) as NodeJob | null;
  if (job?.kind !== nodeJobKind) return null;
  return { running: job.state === 'running', verb: job.plan.verb, node: job.plan.node };
}
