import { z } from 'zod';
import { ok, type Result } from '../../domain/failure.ts';
import type { Ability, ClusterMember } from '../../xmpp/servers/port.ts';
import { defineUseCase, wholeSystem } from '../use-case.ts';
import { answeringServer } from './answering-server.ts';
import { type Disagreement, disagreements } from './cluster-views.ts';
import { type OpenNodeJob, openNodeJob } from './nodes/open-node-job.ts';
import { onWire, type Wire } from './wire.ts';

export type ClusterRow = Wire<ClusterMember>;
export type ServerCluster = {
  rows: ClusterRow[];
  total: number;
  disagreements: Disagreement[];
  /** Whether a node can be restarted or shut down from here, whoever asks. */
  restart: Ability;
  shutdown: Ability;
  /** Whether nodes can join, leave and be removed from here, whoever asks. */
  changeCluster: Ability;
  /** A change of this cluster that is not over. */
  job: OpenNodeJob | null;
  asOf: string;
};

/** The nodes that a server is made of, and what each counts as running. */
export const serverCluster = defineUseCase({
  permission: 'servers.read',
  noun: 'server',
  what: 'The cluster was not read.',
  input: z.object({ id: z.uuid() }),
  find: wholeSystem,
  async act(context, { id }): Promise<Result<ServerCluster>> {
    const found = await answeringServer(context, id);
    if (!found.ok) return found;
    const { server } = found.value;
    const [members, { restart, shutdown, changeCluster }, job] = await Promise.all([
      server.cluster(),
      server.abilities(),
      openNodeJob(context, id),
    ]);
    if (!members.ok) return members;
    return ok({
      rows: onWire(members.value),
      total: members.value.length,
      disagreements: disagreements(members.value),
      restart,
      shutdown,
      changeCluster,
      job,
      asOf: new Date().toISOString(),
    });
  },
});
