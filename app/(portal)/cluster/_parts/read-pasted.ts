import { type NodeStatus, ownAddress, parseStatusText } from '#lib/domain/cluster-status-text.ts';

export type Pasted = { node: string; text: string };
export type Problem = { text?: string; node?: string /** What a leader calls itself. */; own?: string };

/** The statuses that can be read, and what is wrong with each of the others; nodes that are still empty are passed over. */
export function readPasted(nodes: readonly Pasted[]): { statuses: NodeStatus[]; problems: Problem[] } {
  const statuses: NodeStatus[] = [];
  const problems = nodes.map(({ node, text }): Problem => {
    if (text.trim() === '') return {};
    const status = parseStatusText(text);
    if (!status)
      return {
        text: 'This isn’t what xmpp cluster status answers: it has no line “State: …”. Paste the whole answer.',
      };
    const own = ownAddress(status) ?? undefined;
    const name = node.trim().toLowerCase() || own;
    if (!name) return { node: 'A follower doesn’t say which one it is. Enter its address as the others list it.' };
    if (statuses.some((one) => one.node === name)) return { own, node: `The answer of ${name} is there already.` };
    statuses.push({ node: name, status });
    return { own };
  });
  return { statuses, problems };
}
