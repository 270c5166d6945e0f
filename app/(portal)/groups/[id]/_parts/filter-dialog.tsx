'use client';

import { useRouter } from 'next/navigation';
import { useState } from 'react';
import { Button } from '#app/_ui/button.tsx';
import { ErrorNote, type FailureView } from '#app/_ui/feedback/error-note.tsx';
import { Notice } from '#app/_ui/feedback/notice.tsx';
import { Dialog } from '#app/_ui/overlay/dialog.tsx';
import { Mono } from '#app/_ui/show/mono.tsx';
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
  const router = useRouter();
  const [pending, setPending] = useState(false);
  const [failure, setFailure] = useState<FailureView | null>(null);
  const [theirs, setTheirs] = useState<string | null>(null);
  const save = async () => {
    setPending(true);
    const before = theirs ?? group.dynamic?.url ?? '';
    const answer = await changeFilter({ id: group.id, before, ...sentDraft(draft) });
    setPending(false);
    const current = answer.ok ? undefined : answer.failure.current?.memberURL?.[0];
    setTheirs(current ?? theirs);
    setFailure(answer.ok || current ? null : answer.failure);
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
          <Button
            onClick={() => {
              if (theirs) router.refresh();
              onClose();
            }}
          >
            Cancel
          </Button>
          <Button kind="primary" pending={pending} onClick={save}>
            {theirs ? 'Save mine' : 'Save filter'}
          </Button>
        </>
      }
    >
      <div className="grid gap-4">
        {failure && <ErrorNote failure={failure} />}
        {theirs && <Theirs url={theirs} />}
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

/** Somebody was quicker: their version beside what was typed here, which is kept. */
function Theirs({ url }: { url: string }) {
  return (
    <Notice state="warning">
      <p>
        The filter was not saved: somebody changed it in the meantime. Cancel keeps theirs, which is now in the
        directory:
      </p>
      <Mono value={url} wrap />
    </Notice>
  );
}

function draftOf({ dynamic }: GroupView, bases: BaseOption[]): FilterDraft {
  const draft = newDraft(dynamic?.base ?? bases[0]?.dn ?? '');
  if (!dynamic) return draft;
  return dynamic.easy?.conditions.length
    ? { ...draft, easy: dynamic.easy, filter: dynamic.filter }
    : { ...draft, mode: 'text', filter: dynamic.filter };
}
