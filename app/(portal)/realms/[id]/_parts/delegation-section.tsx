'use client';

import { Pencil } from 'lucide-react';
import { useRouter } from 'next/navigation';
import { useState } from 'react';
import { Button } from '#app/_ui/button.tsx';
import { ErrorNote, type FailureView } from '#app/_ui/feedback/error-note.tsx';
import { Notice } from '#app/_ui/feedback/notice.tsx';
import { useToast } from '#app/_ui/feedback/toast.tsx';
import { Section } from '#app/_ui/frame/section.tsx';
import type { HolderRow } from '#lib/services/realms/delegation.ts';
import type { GrantHolders } from '#lib/services/realms/grant-realm.ts';
import type { RealmView } from '#lib/services/realms/view-realm.ts';
import { EntryPicker, type PickedEntry } from '../../../_parts/entry-picker.tsx';
import { checkGrantHolder, grantRealm, previewGrantRealm } from '../../actions.ts';
import { DelegationMatrix } from './delegation-matrix.tsx';
import {
  type GrantLabels,
  type GrantNames,
  listed,
  sentencesOf,
  type Wishes,
  wantedHolders,
  wish,
} from './delegation-plan.ts';
import { DelegationReview, type PlannedDelegation } from './delegation-review.tsx';

type Props = { realm: RealmView; labels: GrantLabels; attributes: GrantNames };

const nothing: Wishes = new Map();

/** Who may do what in this realm and below it. Editing ticks rights; what would change is shown before it is done, and can be undone. */
export function DelegationSection({ realm, labels, attributes }: Props) {
  const { delegation, may } = realm;
  const [editing, setEditing] = useState(false);
  const [wishes, setWishes] = useState<Wishes>(nothing);
  const [added, setAdded] = useState<HolderRow[]>([]);
  const [failure, setFailure] = useState<FailureView | null>(null);
  const [planned, setPlanned] = useState<PlannedDelegation | null>(null);
  const [overtaken, setOvertaken] = useState(false);
  const router = useRouter();
  const toast = useToast();
  const holders = [
    ...delegation.holders,
    ...added.filter((row) => !delegation.holders.some(({ key }) => key === row.key)),
  ];

  const stop = () => {
    setEditing(false);
    setWishes(nothing);
    setAdded([]);
    setFailure(null);
    setPlanned(null);
    setOvertaken(false);
  };
  const add = async ([entry]: PickedEntry[]) => {
    if (!entry) return;
    const answer = await checkGrantHolder({ dn: entry.dn });
    setFailure(answer.ok ? null : answer.failure);
    if (answer.ok)
      setAdded([
        ...added.filter(({ key }) => key !== answer.value.key),
        { ...answer.value, occupants: [], own: [], inherited: [] },
      ]);
  };
  const review = async () => {
    const after = wantedHolders(delegation, wishes, holders, labels);
    const answer = await previewGrantRealm({ id: realm.id, before: delegation.given, after });
    setFailure(answer.ok ? null : answer.failure);
    if (!answer.ok) return;
    const where = listed([
      realm.name,
      ...(realm.subRealms.length > 3 ? ['everything below it'] : realm.subRealms.map(({ name }) => name)),
    ]);
    setPlanned({ after, preview: answer.value, sentences: sentencesOf(holders, wishes, labels, where) });
  };
  const undo = async (before: GrantHolders, after: GrantHolders) => {
    const answer = await grantRealm({ id: realm.id, before, after });
    router.refresh();
    if (!answer.ok)
      toast({
        title: 'It was not undone',
        description: `${answer.failure.why} ${answer.failure.todo}`,
        tone: 'problem',
      });
  };
  const confirm = async (plan: PlannedDelegation): Promise<FailureView | null> => {
    const before = delegation.given;
    const answer = await grantRealm({ id: realm.id, before, after: plan.after });
    router.refresh();
    if (!answer.ok && answer.failure.kind === 'conflict') {
      setPlanned(null);
      setOvertaken(true);
      return null;
    }
    if (!answer.ok) return answer.failure;
    stop();
    toast({
      title: `Delegation of ${realm.name} changed`,
      description: plan.sentences[0],
      undo: () => undo(plan.after, before),
    });
    return null;
  };

  const start = (
    <Button
      kind="quiet"
      size="s"
      icon={<Pencil aria-hidden />}
      onClick={() => setEditing(true)}
      disabledReason={!may.grant.allowed && (may.grant.reason ?? 'Only system administrators delegate.')}
    >
      Edit delegation
    </Button>
  );
  return (
    <Section
      title="Delegation"
      hint="Holds in this realm and in everything below it. System administrators may do all of it everywhere."
      action={!editing && start}
    >
      <div className="grid gap-4">
        {overtaken && (
          <Notice state="warning">
            Somebody else changed the delegation meanwhile. It shows what holds now, with your ticks on top: review them
            again.
          </Notice>
        )}
        {failure && <ErrorNote failure={failure} />}
        {holders.length > 0 ? (
          <DelegationMatrix
            holders={holders}
            labels={labels}
            wishes={wishes}
            onWish={editing ? (grant, holder, wanted) => setWishes(wish(wishes, grant, holder, wanted)) : null}
          />
        ) : (
          <p className="text-faint text-sm">Nobody holds a right over this realm.</p>
        )}
        {editing && (
          <>
            <div className="max-w-100">
              <EntryPicker
                label="Add holder"
                kinds={['person', 'role', 'group']}
                value={[]}
                onChange={add}
                unavailable={(entry) =>
                  holders.some(({ id, dn }) => id === entry.id || dn === entry.dn) ? 'Is in the table already.' : null
                }
                hint="A person, a role, or a static group of the whole system."
              />
            </div>
            <div className="flex flex-wrap justify-end gap-2">
              <Button kind="quiet" onClick={stop}>
                Cancel
              </Button>
              <Button kind="primary" onClick={review} disabledReason={wishes.size === 0 && 'Nothing is changed yet.'}>
                Review change
              </Button>
            </div>
          </>
        )}
      </div>
      {planned && (
        <DelegationReview
          realm={realm.name}
          planned={planned}
          holders={holders}
          labels={labels}
          attributes={attributes}
          onClose={() => setPlanned(null)}
          onConfirm={() => confirm(planned)}
        />
      )}
    </Section>
  );
}
