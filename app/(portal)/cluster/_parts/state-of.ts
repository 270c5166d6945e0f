import type { State } from '#app/_ui/show/state-badge.tsx';
import type { Finding } from '#lib/domain/cluster-findings.ts';

export type Summary = { state: State; word: string };

/** How a cluster is, in one word or two: the worst that was found decides. */
export function summaryOf(cluster: {
  away: unknown;
  members: readonly { state: string }[];
  findings: readonly Pick<Finding, 'severity'>[];
}): Summary {
  if (cluster.away) return { state: 'failing', word: 'No answer' };
  const count = (severity: Finding['severity']) => cluster.findings.filter((one) => one.severity === severity).length;
  const [failing, warning] = [count('failing'), count('warning')];
  if (failing > 0) return { state: 'failing', word: problems(failing) };
  if (warning > 0) return { state: 'warning', word: problems(warning) };
  return { state: 'ok', word: cluster.members.length > 1 ? 'All agree' : 'Running' };
}

const problems = (count: number) => `${count} ${count === 1 ? 'problem' : 'problems'}`;

export const severityWords = { failing: 'Failing', warning: 'Warning', unknown: 'Not known' } as const;
export const memberStates: Record<string, Summary> = {
  running: { state: 'ok', word: 'Running' },
  stopped: { state: 'failing', word: 'No answer' },
  unknown: { state: 'unknown', word: 'Not known' },
};
export const roleWords: Record<string, string> = {
  leader: 'Leader',
  follower: 'Follower',
  provider: 'Provider',
  consumer: 'Consumer',
  equal: 'Equal',
};

/** "2 h", "3.5 s": as short as it stays true. */
export function seconds(value: number): string {
  if (value < 10) return `${Math.round(value * 10) / 10} s`;
  if (value < 120) return `${Math.round(value)} s`;
  return value < 7_200 ? `${Math.round(value / 60)} min` : `${Math.round(value / 3_600)} h`;
}
