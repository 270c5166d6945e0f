'use client';

import Link from 'next/link';
import { useRouter } from 'next/navigation';
import { useEffect, useMemo, useState } from 'react';
import { Button } from '#app/_ui/button.tsx';
import { Notice } from '#app/_ui/feedback/notice.tsx';
import { DataTable } from '#app/_ui/table/data-table.tsx';
import { useUrlState } from '#app/_ui/table/use-url-state.ts';
import type { Disagreement } from '#lib/services/servers/cluster-views.ts';
import type { ClusterRow, ServerCluster } from '#lib/services/servers/server-cluster.ts';
import { actionsColumn, changeReason, clusterColumns, clusterTable } from './cluster-columns.tsx';
import { NodeDialog, type Outcome } from './node-dialog.tsx';
import { NodeProgress } from './node-progress.tsx';
import type { NodeWatch } from './node-watch.ts';
import { ServerSaid } from './server-said.tsx';
import { useNodeWatches } from './use-node-watches.ts';
import { type ServerData, useServerData } from './use-server-data.ts';

const rowId = ({ node }: ClusterRow) => node;
const usualSeconds = 10;
const waitingSeconds = 2;

/** The members of a cluster; a node that is restarted or shut down is watched more closely. */
export function ClusterView({ id, mayOperate }: { id: string; mayOperate: boolean }) {
  const { watches, begin, told, dismiss, follow, waiting } = useNodeWatches(id);
  const url = `/api/servers/cluster?${new URLSearchParams({ id })}`;
  const data = useServerData<ServerCluster>(url, waiting ? waitingSeconds : usualSeconds);
  const { value, failure } = data;
  // biome-ignore lint/correctness/useExhaustiveDependencies: each answer is looked at once.
  useEffect(() => follow(data), [value, failure, follow]);
  return (
    <div className="grid gap-3">
      {watches.map((watch) => (
        <NodeProgress key={watch.node} watch={watch} onDismiss={() => dismiss(watch.node)} />
      ))}
      <ServerSaid data={data} lines={5}>
        {(cluster) => (
          <div className="grid gap-3">
            {cluster.disagreements.map((one) => (
              <Notice key={one.about} state="failing">
                {sentenceOf(one)}
              </Notice>
            ))}
            <ChangeCluster id={id} cluster={cluster} mayOperate={mayOperate} />
            <Members id={id} cluster={cluster} data={data} mayOperate={mayOperate} onBegun={begin} onTold={told} />
          </div>
        )}
      </ServerSaid>
    </div>
  );
}

/** A change that is under way, or the way to have another node join. */
function ChangeCluster({ id, cluster, mayOperate }: { id: string; cluster: ServerCluster; mayOperate: boolean }) {
  const { job } = cluster;
  if (job)
    return (
      <Notice
        state={job.running ? 'unknown' : 'warning'}
        action={
          <Link href={`/servers/${id}/node`} className="flex-none font-medium underline">
            {job.running ? 'See how far it is' : 'Continue or take back'}
          </Link>
        }
      >
        The {{ join: 'join', leave: 'leave', remove: 'removal' }[job.verb]} of {job.node}{' '}
        {job.running ? 'is under way.' : 'is not finished.'}
      </Notice>
    );
  const reason = changeReason(mayOperate, cluster);
  return (
    <div className="flex justify-end">
      <Button href={`/servers/${id}/node?verb=join`} disabledReason={reason}>
        Join a node…
      </Button>
    </div>
  );
}

type MembersProps = {
  id: string;
  cluster: ServerCluster;
  data: ServerData<ServerCluster>;
  mayOperate: boolean;
  onBegun: (watch: NodeWatch) => void;
  onTold: (node: string, outcome: Outcome) => void;
};

function Members({ id, cluster, data, mayOperate, onBegun, onTold }: MembersProps) {
  const [state, change] = useUrlState(clusterTable);
  const [asked, setAsked] = useState<{ verb: NodeWatch['verb']; member: ClusterRow } | null>(null);
  const router = useRouter();
  const { restart, shutdown, changeCluster, job } = cluster;
  const running = cluster.rows.filter(({ state }) => state === 'running').length;
  const columns = useMemo(() => {
    const onAsk = (verb: NodeWatch['verb'], member: ClusterRow) => setAsked({ verb, member });
    const onLeave = (verb: 'leave' | 'remove', { node }: ClusterRow) =>
      router.push(`/servers/${id}/node?${new URLSearchParams({ verb, node })}`);
    const able = { restart, shutdown, changeCluster, job };
    return [...clusterColumns, actionsColumn({ mayOperate, able, running, onAsk, onLeave })];
  }, [id, router, mayOperate, restart, shutdown, changeCluster, job, running]);
  const others = (one: ClusterRow) =>
    cluster.rows.filter(({ node, state }) => node !== one.node && state === 'running').length;
  return (
    <>
      <DataTable<ClusterRow>
        label="Members of the cluster"
        columns={columns}
        data={{ answer: cluster, loading: data.loading, failure: null, refresh: data.refresh }}
        rowId={rowId}
        rowLabel={rowId}
        state={state}
        onChange={change}
        ageNoun="Cluster"
        staleAfterSeconds={30}
        empty={<p className="px-3 py-6 text-center text-faint text-sm">The server names no members.</p>}
      />
      {asked && (
        <NodeDialog
          id={id}
          verb={asked.verb}
          member={asked.member}
          others={others(asked.member)}
          onBegun={(watch) => {
            onBegun(watch);
            data.refresh();
          }}
          onTold={onTold}
          onClose={() => setAsked(null)}
        />
      )}
    </>
  );
}

/** "a runs, but b doesn't count it as running", for every way in which views can be wrong. */
function sentenceOf({ about, state, countedBy, missedBy }: Disagreement): string {
  const is = state === 'running' ? 'runs' : 'has stopped';
  const count = (nodes: string[]) => `${nodes.join(', ')} ${nodes.length === 1 ? 'counts' : 'count'} it as running`;
  const miss = (nodes: string[]) => `${nodes.join(', ')} ${nodes.length === 1 ? 'doesn’t' : 'don’t'}`;
  if (countedBy.length === 0) return `${about} ${is}, but ${miss(missedBy)} count it as running.`;
  if (missedBy.length === 0) return `${about} ${is}, but ${count(countedBy)}.`;
  return `The nodes disagree on ${about}, which ${is}: ${count(countedBy)}, ${miss(missedBy)}.`;
}
