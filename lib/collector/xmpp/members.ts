import type { ClusterMember } from '../../xmpp/servers/port.ts';
import { known, type Watched } from './watched.ts';

/** Asks for the members of the cluster, and answers how many sessions they have in all; null when that isn't known. */
export async function lookAtMembers(watched: Watched, before: Set<string>): Promise<number | null> {
  const members = await known(watched.server.cluster());
  if (members === null) return null;
  const { readings } = watched;
  const running = members.filter(({ state }) => state === 'running');
  readings.add('xmpp.cluster.members', running.length, { state: 'running' });
  readings.add('xmpp.cluster.members', members.length - running.length, { state: 'stopped' });
  for (const { node, sessions } of running) readings.add('xmpp.sessions', sessions, { node });
  for (const member of members) tellMember(watched, member, members.length);
  tellGone(watched, members, before);
  return running.reduce<number | null>(
    (sum, { sessions }) => (sum === null || sessions === null ? null : sum + sessions),
    0,
  );
}

function tellMember({ sink, target, name }: Watched, { node, state }: ClusterMember, of: number): void {
  const details = { server: name, members: of };
  sink.note(
    { target, kind: 'cluster.member', of: node },
    state === 'running'
      ? { state, normal: true, severity: 'info', text: `${node} of ${name} runs again.`, details }
      : { state, normal: false, severity: 'failing', text: `${node} of ${name} has stopped.`, details },
  );
}

function tellGone({ sink, target, name }: Watched, members: readonly ClusterMember[], before: Set<string>): void {
  const nodes = new Set(members.map(({ node }) => node));
  for (const node of before)
    if (!nodes.has(node)) {
      const text = `${node} is no longer a member of the cluster of ${name}.`;
      const said = { state: 'gone', normal: false, severity: 'warn', text, details: { server: name } } as const;
      sink.note({ target, kind: 'cluster.member', of: node }, said);
    }
  before.clear();
  for (const node of nodes) before.add(node);
}
