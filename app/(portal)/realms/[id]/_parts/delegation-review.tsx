'use client';

import type { FailureView } from '#app/_ui/feedback/error-note.tsx';
import { ConfirmDialog } from '#app/_ui/overlay/confirm-dialog.tsx';
import { Diff } from '#app/_ui/show/diff.tsx';
import type { HolderRow } from '#lib/services/realms/delegation.ts';
import type { GrantHolders } from '#lib/services/realms/grant-realm.ts';
import type { PlanPreview } from '#lib/services/realms/plan-preview.ts';
import { type GrantLabels, type GrantNames, grantsIn } from './delegation-plan.ts';

export type PlannedDelegation = { after: GrantHolders; preview: PlanPreview; sentences: string[] };

type Props = {
  realm: string;
  planned: PlannedDelegation;
  holders: readonly HolderRow[];
  labels: GrantLabels;
  attributes: GrantNames;
  onClose: () => void;
  onConfirm: () => Promise<FailureView | null>;
};

/** What the change means in plain sentences, right by right, and as LDIF. */
export function DelegationReview({ realm, planned, holders, labels, attributes, onClose, onConfirm }: Props) {
  const { preview, sentences } = planned;
  const nameOf = (dn: string) => holders.find((holder) => holder.dn === dn)?.name ?? dn;
  const labelOf = (attribute: string) => {
    const grant = grantsIn(labels).find((candidate) => attributes[candidate] === attribute);
    return grant ? labels[grant] : attribute;
  };
  const changes = Object.entries(preview.after).map(([attribute, after]) => ({
    label: labelOf(attribute),
    attribute,
    before: (preview.before[attribute] ?? []).map(nameOf),
    after: after.map(nameOf),
  }));
  return (
    <ConfirmDialog
      open
      onOpenChange={(open) => !open && onClose()}
      title={`Change the delegation of ${realm}`}
      confirmLabel="Save delegation"
      onConfirm={onConfirm}
    >
      <ul className="grid gap-1 text-sm">
        {sentences.map((sentence) => (
          <li key={sentence}>{sentence}</li>
        ))}
      </ul>
      <Diff changes={changes} ldif={preview.ldif} />
      <p className="text-faint text-xs">Whoever loses a right is signed out within seconds.</p>
    </ConfirmDialog>
  );
}
