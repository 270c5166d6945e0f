import { type State, StateBadge } from '#app/_ui/show/state-badge.tsx';
import type { AuditOutcome as Outcome } from '#lib/services/audit/audit-entry.ts';

const shown = {
  succeeded: ['ok', 'Done'],
  failed: ['failing', 'Failed'],
  unknown: ['unknown', 'Unknown'],
  running: ['unknown', 'Under way'],
  unresolved: ['warning', 'Unresolved'],
} as const satisfies Record<Outcome, readonly [State, string]>;

export function AuditOutcome({ outcome, ground }: { outcome: Outcome; ground?: boolean }) {
  const [state, word] = shown[outcome];
  return (
    <StateBadge state={state} ground={ground}>
      {word}
    </StateBadge>
  );
}

export function outcomeWord(outcome: Outcome): string {
  return shown[outcome][1];
}

/** What stands behind an outcome, for people who wonder. */
export function outcomeSentence(outcome: Outcome): string | null {
  if (outcome === 'unresolved')
    return 'The portal stopped before it knew how this ended. It looks into the directory again by itself.';
  if (outcome === 'unknown') return 'No answer came: this may or may not have been done.';
  return null;
}
