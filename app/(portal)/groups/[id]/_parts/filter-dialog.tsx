'use client';

import { useState } from 'react';
import { Button } from '#app/_ui/button.tsx';
import { ErrorNote, type FailureView } from '#app/_ui/feedback/error-note.tsx';
import { Dialog } from '#app/_ui/overlay/dialog.tsx';
import type { BaseOption } from '#lib/services/groups/base-options.ts';
import type { GroupView } from '#lib/services/groups/view-group.ts';
import { type AttributeOption, FilterBuilder } from '../../_parts/filter-builder.tsx';
import { type FilterDraft, newDraft, sentDraft } from '../../_parts/filter-draft.ts';
import { changeFilter } from '../../actions.ts';

type Props = {
  group: GroupView;
  bases: BaseOption[];
  attributes: AttributeOption[];
  onClose(): void;
  onDone(changed: { before: string; after: string }): void;
};

/** The preview in it shows what the change would do before it is done. */
export function FilterDialog({ group, bases, attributes, onClose, onDone }: Props) {
  const [draft, setDraft] = useState(() => draftOf(group, bases));
  const [pending, setPending] = useState(false);
  const [failure, setFailure] = useState<FailureView | null>(null);
  const save = async () => {
    setPending(true);
    const answer = await changeFilter({ id: group.id, before: group.dynamic?.url ?? '', ...sentDraft(draft) });
    setPending(false);
    setFailure(answer.ok ? null : answer.failure);
    if (!answer.ok) return;
    if (answer.value.before !== answer.value.after) onDone(answer.value);
    onClose();
  };
  return (
    <Dialog
      size="l"
      open
      onOpenChange={(open) => !open && !pending && onClose()}
      title={`Filter of ${group.name}`}
      footer={
        <>
          <Button onClick={onClose}>Cancel</Button>
          <Button kind="primary" pending={pending} onClick={save}>
            Save filter
          </Button>
        </>
      }
    >
      <div className="grid gap-4">
        {failure && <ErrorNote failure={failure} />}
        <FilterBuilder
          draft={draft}
          onChange={setDraft}
          realm={group.realm?.dn ?? null}
          bases={bases}
          attributes={attributes}
          autoFocus
        />
      </div>
    </Dialog>
  );
}

function draftOf({ dynamic }: GroupView, bases: BaseOption[]): FilterDraft {
  const draft = newDraft(dynamic?.base ?? bases[0]?.dn ?? '');
  if (!dynamic) return draft;
  return dynamic.easy?.conditions.length
    ? { ...draft, easy: dynamic.easy, filter: dynamic.filter }
    : { ...draft, mode: 'text', filter: dynamic.filter };
}
