import { checkJoin, join } from './join.ts';
import { checkLeave, drain, leave, tell } from './leave.ts';
import type { NodePlan } from './plan.ts';
import { checkRemove, remove } from './remove.ts';
import type { NodeStep } from './run.ts';
import { verify } from './verify.ts';

/** The order keeps it safe: nothing is stopped before it was looked at, and nobody is on a node when it leaves. */
export function stepsOf({ verb, notice, self }: Pick<NodePlan, 'verb' | 'notice' | 'self'>): NodeStep[] {
  if (verb === 'join') return [checkJoin, join, verify];
  if (verb === 'remove') return [checkRemove, remove, verify];
  // Drained, the node that the portal is connected to would take the portal's connection with it before it could be told to leave.
  return [checkLeave, ...(notice ? [tell] : []), ...(self ? [] : [drain]), leave, verify];
}

const labels: Readonly<Record<string, string>> = {
  check: 'Look at the node',
  tell: 'Tell the people on it',
  drain: 'End the sessions on it',
  join: 'Copy the cluster’s tables, and start',
  leave: 'Leave the cluster',
  remove: 'Remove it from the tables of the others',
  verify: 'Ask every member',
};

export function stepLabel(name: string): string {
  return labels[name] ?? name;
}
