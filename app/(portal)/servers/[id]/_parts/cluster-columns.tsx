import { Ellipsis } from 'lucide-react';
import { IconButton } from '#app/_ui/button.tsx';
import { Menu, MenuItem } from '#app/_ui/overlay/menu.tsx';
import { Chip } from '#app/_ui/show/chip.tsx';
import { Mono } from '#app/_ui/show/mono.tsx';
import { RelativeTime } from '#app/_ui/show/relative-time.tsx';
import { StateBadge } from '#app/_ui/show/state-badge.tsx';
import type { Column } from '#app/_ui/table/column.ts';
import type { TableSchema } from '#app/_ui/table/url-state.ts';
import type { ClusterRow, ServerCluster } from '#lib/services/servers/server-cluster.ts';
import type { NodeWatch } from './node-watch.ts';

export const clusterTable: TableSchema = { sorts: [] };

const faint = (text: string) => <span className="text-faint">{text}</span>;

export const clusterColumns: Column<ClusterRow>[] = [
  {
    id: 'node',
    header: 'Node',
    cell: ({ node, self }) => (
      <>
        <Mono value={node} />
        {self && <Chip>answers here</Chip>}
      </>
    ),
  },
  {
    id: 'state',
    header: 'State',
    width: 110,
    cell: ({ state }) => (
      <StateBadge state={state === 'running' ? 'ok' : 'failing'}>
        {state === 'running' ? 'Running' : 'Stopped'}
      </StateBadge>
    ),
  },
  { id: 'since', header: 'Since', width: 110, cell: ({ since }) => <RelativeTime value={since} /> },
  { id: 'version', header: 'Version', width: 110, cell: ({ version }) => version ?? faint('–') },
  {
    id: 'sessions',
    header: 'Sessions',
    width: 90,
    align: 'end',
    cell: ({ sessions }) => sessions?.toLocaleString('en') ?? faint('–'),
  },
  {
    id: 'sees',
    header: 'Counts as running',
    cell: ({ sees }) =>
      sees === null ? faint('Not asked') : <Mono value={sees.length > 0 ? sees.join(', ') : 'nobody'} />,
  },
];

type Actions = {
  mayOperate: boolean;
  able: Pick<ServerCluster, 'restart' | 'shutdown' | 'changeCluster' | 'job'>;
  /** How many nodes run. */
  running: number;
  onAsk: (verb: NodeWatch['verb'], member: ClusterRow) => void;
  onLeave: (verb: 'leave' | 'remove', member: ClusterRow) => void;
};

/** Why the cluster can't be changed from here at all; null when it can. */
export function changeReason(mayOperate: boolean, { changeCluster, job }: Actions['able']): string | null {
  if (!mayOperate) return 'Only system administrators change clusters.';
  if (!changeCluster.can) return [changeCluster.why, changeCluster.todo].filter(Boolean).join(' ');
  return job ? 'Another change of this cluster is not over.' : null;
}

/** What can be done to a node, each with the reason where it can't be. */
export function actionsColumn({ mayOperate, able, running, onAsk, onLeave }: Actions): Column<ClusterRow> {
  const leaveReason = (verb: 'leave' | 'remove', { state }: ClusterRow) => {
    const never = changeReason(mayOperate, able);
    if (never) return never;
    if (verb === 'remove') return state === 'running' ? 'It runs: have it leave instead.' : null;
    if (state === 'stopped') return 'It doesn’t run: start it, or remove it.';
    return running < 2 ? 'It is the only node that runs.' : null;
  };
  const reason = (verb: NodeWatch['verb'], { state }: ClusterRow) => {
    if (!mayOperate) return 'Only system administrators restart and shut down nodes.';
    const ability = able[verb];
    if (!ability.can) return [ability.why, ability.todo].filter(Boolean).join(' ');
    return state === 'stopped' ? 'It doesn’t run.' : null;
  };
  return {
    id: 'actions',
    header: 'Actions',
    width: 84,
    align: 'end',
    fixed: true,
    cell: (member) => (
      <Menu
        trigger={
          <IconButton size="s" label={`Actions on ${member.node}`} icon={<Ellipsis />} className="opacity-100!" />
        }
      >
        <MenuItem disabledReason={reason('restart', member)} onSelect={() => onAsk('restart', member)}>
          Restart node
        </MenuItem>
        <MenuItem danger disabledReason={reason('shutdown', member)} onSelect={() => onAsk('shutdown', member)}>
          Shut down node
        </MenuItem>
        <MenuItem danger disabledReason={leaveReason('leave', member)} onSelect={() => onLeave('leave', member)}>
          Leave cluster…
        </MenuItem>
        <MenuItem danger disabledReason={leaveReason('remove', member)} onSelect={() => onLeave('remove', member)}>
          Remove from cluster…
        </MenuItem>
      </Menu>
    ),
  };
}
