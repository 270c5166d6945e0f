'use client';

import { Pencil } from 'lucide-react';
import { useRouter } from 'next/navigation';
import { useState } from 'react';
import { Button } from '#app/_ui/button.tsx';
import type { FailureView } from '#app/_ui/feedback/error-note.tsx';
import { useToast } from '#app/_ui/feedback/toast.tsx';
import { Section } from '#app/_ui/frame/section.tsx';
import { ConfirmDialog } from '#app/_ui/overlay/confirm-dialog.tsx';
import { Diff } from '#app/_ui/show/diff.tsx';
import { Fact, Facts } from '#app/_ui/show/facts.tsx';
import type { PersonAttribute } from '#lib/domain/person-attribute.ts';
import { type Ending, endingWords } from '#lib/services/users/ending-words.ts';
import type { Answer, PublicFailure } from '#lib/web/answer.ts';
import { AttributeForm } from './attribute-form.tsx';
import { AttributeValues } from './attribute-values.tsx';
import { ConflictDialog } from './conflict-dialog.tsx';

export type Values = Record<string, string[]>;
/** `xmpp`: what became of the sessions of a JID that was changed. */
export type ChangeSet = { before: Values; after: Values; ldif?: string; xmpp?: Ending };
type Send = (before: Values, after: Values) => Promise<Answer<ChangeSet>>;

type Props = {
  title: string;
  /** Whose they are, for the toast: "Ada Byron’s contact was changed". */
  name: string;
  attributes: readonly PersonAttribute[];
  values: Values;
  /** Names of those that are shown and never edited here. */
  fixed?: readonly string[];
  /** Why it can't be edited. */
  disabledReason?: string;
  preview: Send;
  save: Send;
};

/** Facts that turn into a form in place. What would change is shown before it is done; afterwards it can be undone. */
export function AttributeSection({
  title,
  name,
  attributes,
  values,
  fixed = [],
  disabledReason,
  preview,
  save,
}: Props) {
  const [editing, setEditing] = useState(false);
  const [failure, setFailure] = useState<FailureView | null>(null);
  const [planned, setPlanned] = useState<ChangeSet | null>(null);
  const [conflict, setConflict] = useState<{ mine: Values; theirs: Values } | null>(null);
  const toast = useToast();
  const router = useRouter();

  const done = (change: ChangeSet) => {
    setPlanned(null);
    setConflict(null);
    setEditing(false);
    router.refresh();
    toast({
      title: `${name}: ${title.toLowerCase()} changed`,
      description: endingWords(change.xmpp),
      undo: async () => {
        const undone = await save(change.after, change.before);
        router.refresh();
        if (!undone.ok) toast({ title: 'It was not undone', description: undone.failure.why, tone: 'problem' });
      },
    });
  };
  const review = async (before: Values, after: Values) => {
    const answer = await preview(before, after);
    setFailure(answer.ok ? null : answer.failure);
    if (answer.ok && Object.keys(answer.value.after).length === 0) return setEditing(false);
    if (answer.ok) setPlanned(answer.value);
  };
  const confirm = async (change: ChangeSet): Promise<PublicFailure | null> => {
    const answer = await save(change.before, change.after);
    if (answer.ok) done(answer.value);
    else if (answer.failure.current) {
      setPlanned(null);
      setConflict({ mine: change.after, theirs: answer.failure.current });
    } else return answer.failure;
    return null;
  };

  const filled = attributes.filter((attribute) => values[attribute.name]?.length);
  return (
    <Section
      title={title}
      action={
        !editing && (
          <Button
            kind="quiet"
            size="s"
            icon={<Pencil aria-hidden />}
            onClick={() => setEditing(true)}
            disabledReason={disabledReason}
          >
            Edit {title.toLowerCase()}
          </Button>
        )
      }
    >
      {editing ? (
        <AttributeForm
          attributes={attributes.filter((attribute) => !fixed.includes(attribute.name))}
          values={values}
          failure={failure}
          onReview={review}
          onCancel={() => {
            setEditing(false);
            setFailure(null);
          }}
        />
      ) : (
        <Facts>
          {filled.map((attribute) => (
            <Fact key={attribute.name} label={attribute.label}>
              <AttributeValues attribute={attribute} values={values[attribute.name] ?? []} />
            </Fact>
          ))}
          {filled.length === 0 && <p className="py-1 text-faint text-sm">Nothing yet.</p>}
        </Facts>
      )}
      {planned && (
        <ConfirmDialog
          open
          onOpenChange={(open) => !open && setPlanned(null)}
          title={`Change ${name}`}
          confirmLabel="Save change"
          onConfirm={() => confirm(planned)}
        >
          <Diff changes={changesOf(planned, attributes)} ldif={planned.ldif} />
        </ConfirmDialog>
      )}
      {conflict && (
        <ConflictDialog
          attributes={attributes}
          mine={conflict.mine}
          theirs={conflict.theirs}
          onClose={() => setConflict(null)}
          onChoose={(chosen) => confirm({ before: conflict.theirs, after: chosen })}
        />
      )}
    </Section>
  );
}

function changesOf({ before, after }: ChangeSet, attributes: readonly PersonAttribute[]) {
  return Object.entries(after).map(([attribute, values]) => ({
    label: attributes.find((candidate) => candidate.name === attribute)?.label ?? attribute,
    attribute,
    before: before[attribute] ?? [],
    after: values,
  }));
}
