'use client';

import { useState } from 'react';
import { Button } from '#app/_ui/button.tsx';
import { ErrorNote } from '#app/_ui/feedback/error-note.tsx';
import { RadioGroup } from '#app/_ui/form/radio-group.tsx';
import { Dialog } from '#app/_ui/overlay/dialog.tsx';
import type { PersonAttribute } from '#lib/domain/person-attribute.ts';
import type { PublicFailure } from '#lib/web/answer.ts';
import type { Values } from './attribute-section.tsx';

type Props = {
  attributes: readonly PersonAttribute[];
  mine: Values;
  theirs: Values;
  onClose(): void;
  onChoose(chosen: Values): Promise<PublicFailure | null>;
};

/** Somebody else changed the same: both versions, and the choice for each attribute. What was typed is kept till then. */
export function ConflictDialog({ attributes, mine, theirs, onClose, onChoose }: Props) {
  const [keep, setKeep] = useState<Record<string, 'mine' | 'theirs'>>({});
  const [failure, setFailure] = useState<PublicFailure | null>(null);
  const [pending, setPending] = useState(false);
  const names = Object.keys(mine);
  const save = async () => {
    setPending(true);
    const chosen = Object.fromEntries(
      names.map((name) => [name, (keep[name] === 'theirs' ? theirs[name] : mine[name]) ?? []]),
    );
    setFailure(await onChoose(chosen));
    setPending(false);
  };
  return (
    <Dialog
      open
      onOpenChange={(open) => !open && onClose()}
      title="Changed by somebody else"
      description="Somebody changed this while you were editing. Choose for each what is to stay."
    >
      <div className="grid gap-4">
        {names.map((name) => (
          <RadioGroup
            key={name}
            label={attributes.find((attribute) => attribute.name === name)?.label ?? name}
            name={name}
            value={keep[name] ?? 'mine'}
            onChange={(value) => setKeep({ ...keep, [name]: value as 'mine' | 'theirs' })}
            options={[
              { value: 'mine', label: 'Mine', hint: text(mine[name]) },
              { value: 'theirs', label: 'Theirs, now in the directory', hint: text(theirs[name]) },
            ]}
          />
        ))}
        {failure && <ErrorNote failure={failure} />}
        <div className="flex justify-end gap-2">
          <Button onClick={onClose}>Keep editing</Button>
          <Button kind="primary" onClick={save} pending={pending}>
            Save choice
          </Button>
        </div>
      </div>
    </Dialog>
  );
}

function text(values: readonly string[] | undefined): string {
  return values?.length ? values.join(', ') : 'nothing';
}
