import type { ClusterMember } from '../../xmpp/servers/port.ts';

/** A node about which the members of a cluster don't agree, or are wrong together. */
export type Disagreement = {
  about: string;
  state: ClusterMember['state'];
  /** Nodes that count it as running, and nodes that don't. */
  countedBy: string[];
  missedBy: string[];
};

/** A node's view of itself says nothing, and a node that was not asked has none. */
export function disagreements(members: readonly Pick<ClusterMember, 'node' | 'state' | 'sees'>[]): Disagreement[] {
  return members.flatMap(({ node: about, state }) => {
    const views = members.filter(({ node, state, sees }) => node !== about && state === 'running' && sees !== null);
    const counts = ({ sees }: (typeof views)[number]) => sees?.includes(about) ?? false;
    const countedBy = views.filter(counts).map(({ node }) => node);
    const missedBy = views.filter((view) => !counts(view)).map(({ node }) => node);
    const wrong = state === 'running' ? missedBy : countedBy;
    return wrong.length > 0 ? [{ about, state, countedBy, missedBy }] : [];
  });
}
