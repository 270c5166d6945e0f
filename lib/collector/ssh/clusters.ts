import type { SshMember } from '../../domain/ssh-cluster.ts';
import type { Sample, SeriesSpec } from '../../metrics/port.ts';
import { endOf, readStatus } from '../../services/ssh-clusters/read-status.ts';
import type { SshReader } from '../../ssh/port.ts';
import type { Database } from '../../store/database.ts';
import type { SecretBox } from '../../store/secret-box.ts';
import {
  type KeptSshCluster,
  keepSshState,
  purgeSshClusters,
  readSshClusters,
  readSshStates,
  type SshMemberState,
  type SshSecrets,
  sshSecretsOf,
} from '../../store/ssh-clusters.ts';
import type { Job } from '../schedule.ts';
import type { Sink } from '../sink.ts';

export type PolledClusters = {
  db: Database;
  box: SecretBox;
  ssh: SshReader;
  sink: Sink & { forget(target: string): void };
  /** In tests. */
  bounds?: Partial<Bounds>;
};
type Bounds = { tickMs: number; mostAtOnce: number; mostAwayAtOnce: number; deadlineMs: number; pollMs: number | null };
/** Members that did not answer last have places of their own: however slow they are, they take none of the others. */
const usual: Bounds = { tickMs: 1_000, mostAtOnce: 12, mostAwayAtOnce: 8, deadlineMs: 15_000, pollMs: null };

const purgeMs = 60_000;
const refusedMs = 10 * 60_000;

type Held = {
  cluster: KeptSshCluster;
  member: SshMember;
  secrets: SshSecrets | null;
  state: SshMemberState | null;
  nextMs: number;
  polling: boolean;
  removed: AbortController;
};

export const clusterTarget = (id: string) => `cluster:${id}`;

/**
 * Follows the table of clusters that are read over SSH, and asks each of their members when it is due. The job itself only begins
 * to ask: a member that is slow or dead is waited for by nobody.
 */
export function pollSshClusters(parts: PolledClusters): Job {
  const bounds = { ...usual, ...parts.bounds };
  const held = new Map<string, Held>();
  const busy = { up: 0, away: 0 };
  let purgedAt = 0;
  return {
    name: 'poll clusters over SSH',
    everyMs: bounds.tickMs,
    longestRetryMs: 5_000,
    deadlineMs: 30_000,
    async run(stopping) {
      await follow(parts, held);
      const now = Date.now();
      if (now - purgedAt > purgeMs) await purgeSshClusters(parts.db);
      purgedAt = now - purgedAt > purgeMs ? now : purgedAt;
      for (const one of [...held.values()].toSorted((a, b) => a.nextMs - b.nextMs)) {
        if (one.polling || one.nextMs > now) continue;
        const place = one.state?.state === 'answered' ? 'up' : 'away';
        if (busy[place] >= (place === 'away' ? bounds.mostAwayAtOnce : bounds.mostAtOnce)) continue;
        busy[place] += 1;
        one.polling = true;
        one.nextMs = now + (bounds.pollMs ?? one.cluster.pollSeconds * 1_000);
        void ask(parts, one, AbortSignal.any([stopping, one.removed.signal]), bounds.deadlineMs)
          // The database is away: the next look keeps what it finds.
          .catch(() => {})
          .finally(() => {
            one.polling = false;
            busy[place] -= 1;
          });
      }
    },
  };
}

async function follow({ db, box, sink }: PolledClusters, held: Map<string, Held>): Promise<void> {
  const clusters = await readSshClusters(db);
  const wanted = new Map(
    clusters.flatMap((cluster) => cluster.members.map((member) => [`${cluster.id} ${member.id}`, { cluster, member }])),
  );
  const isNew = [...wanted].some(([key, { cluster }]) => held.get(key)?.cluster.version !== cluster.version);
  const states = isNew ? await readSshStates(db) : new Map<string, Map<number, SshMemberState>>();
  for (const [key, { cluster, member }] of wanted) {
    const before = held.get(key);
    if (before?.cluster.version === cluster.version) continue;
    before?.removed.abort();
    const state = states.get(cluster.id)?.get(member.id) ?? null;
    const secrets = sshSecretsOf(box, cluster);
    // The first looks are spread a little, so that a start doesn't ask everything at once.
    const nextMs = Date.now() + (before ? 0 : Math.random() * 2_000);
    held.set(key, { cluster, member, secrets, state, nextMs, polling: false, removed: new AbortController() });
  }
  for (const [key, one] of held) {
    if (wanted.has(key)) continue;
    one.removed.abort();
    held.delete(key);
    if (!clusters.some(({ id }) => id === one.cluster.id)) sink.forget(clusterTarget(one.cluster.id));
  }
}

async function ask(parts: PolledClusters, held: Held, signal: AbortSignal, deadlineMs: number): Promise<void> {
  const { cluster, member, secrets } = held;
  const secret = secrets?.[member.id];
  const found = secret
    ? await readStatus(parts.ssh, member, secret, cluster.command, { deadlineMs, signal })
    : { steps: [], hostKey: '', status: null, refused: false };
  if (signal.aborted) return;
  const end = secret
    ? endOf(found)
    : ({ state: 'auth', why: 'What the portal signs in with can’t be opened.' } as const);
  const at = new Date();
  const since = held.state?.state === end.state ? held.state.since : at;
  const answeredAt = end.state === 'answered' ? at : null;
  held.state = { ...end, since, askedAt: at, answeredAt, status: found.status, hostKey: found.hostKey };
  // A sign-in that is refused again and again locks accounts. An edit of the cluster asks at once.
  if (found.refused) held.nextMs = Math.max(held.nextMs, at.getTime() + refusedMs);
  tell(parts.sink, held, held.state);
  parts.sink.push([answerOf(held, end.state === 'answered', at)]);
  await keepSshState(parts.db, cluster.id, member.id, held.state);
}

function tell(sink: Sink, { cluster, member }: Held, { state, why }: SshMemberState): void {
  const thing = { target: clusterTarget(cluster.id), kind: 'cluster.member', of: member.name } as const;
  const who = `${member.name} of ${cluster.name}`;
  const details = { server: cluster.name, members: cluster.members.length, ...(why && { why }) };
  const severity = state === 'tcp' || state === 'host-key' ? 'failing' : 'warn';
  if (state === 'answered')
    sink.note(thing, { state: 'running', normal: true, severity: 'info', text: `${who} answers again.`, details });
  else if (state === 'tcp')
    sink.note(thing, { state: 'stopped', normal: false, severity, text: `${who} can’t be reached: ${why}`, details });
  else sink.note(thing, { state: 'unread', normal: false, severity, text: `${who} tells nothing: ${why}`, details });
}

/** 1 where it told what it thinks, 0 where it didn't, whatever the reason. */
function answerOf({ cluster, member }: Held, answered: boolean, at: Date): Sample {
  const stepSeconds = cluster.pollSeconds === 300 ? 300 : 60;
  const series: SeriesSpec = {
    ...{ target: clusterTarget(cluster.id), name: 'cluster.answers', labels: { member: member.name } },
    ...{ kind: 'gauge', unit: '', stepSeconds, heartbeatSeconds: 3 * stepSeconds, min: 0, max: 1 },
  };
  return { series, at, value: answered ? 1 : 0 };
}
