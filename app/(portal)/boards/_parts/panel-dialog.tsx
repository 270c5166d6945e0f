'use client';

import { type FormEvent, useState } from 'react';
import { Button } from '#app/_ui/button.tsx';
import { Field } from '#app/_ui/form/field.tsx';
import { RadioGroup } from '#app/_ui/form/radio-group.tsx';
import { TextInput } from '#app/_ui/form/text-input.tsx';
import { Dialog, DialogClose } from '#app/_ui/overlay/dialog.tsx';
import type { Panel } from '#lib/domain/board.ts';
import type { MetricTarget } from '#lib/services/metrics/targets.ts';
import { newPanel, type PanelDraft, panelOf, problemOf } from './panel-draft.ts';
import { PanelFields } from './panel-fields.tsx';
import { type NameOf, panelKinds, panelTitle } from './panel-words.ts';

type PanelDialogProps = {
  /** null: a new one. */
  panel: Panel | null;
  panels: readonly Panel[];
  targets: MetricTarget[];
  nameOf: NameOf;
  onKeep: (panel: Panel) => void;
  onClose: () => void;
};

const kinds = Object.entries(panelKinds).map(([value, label]) => ({ value, label }));

/** What one panel shows. */
export function PanelDialog({ panel, panels, targets, nameOf, onKeep, onClose }: PanelDialogProps) {
  const [draft, setDraft] = useState<PanelDraft>(() => newPanel(panel));
  const [problem, setProblem] = useState<{ field: string; why: string } | null>(null);
  const put = (parts: Partial<PanelDraft>) => {
    setDraft((now) => ({ ...now, ...parts }));
    setProblem(null);
  };
  const keep = (event: FormEvent) => {
    event.preventDefault();
    event.stopPropagation();
    const wrong = problemOf(draft);
    if (wrong) return setProblem(wrong);
    onKeep(panelOf(draft, panel?.id ?? freeId(panels)));
  };
  const untitled = panelOf({ ...draft, title: '' }, 'p');
  return (
    <Dialog open onOpenChange={(open) => !open && onClose()} size="l" title={panel ? 'Edit panel' : 'Add panel'}>
      <form onSubmit={keep} noValidate className="grid gap-4">
        {!panel && (
          <RadioGroup
            label="What it shows"
            name="is"
            value={draft.is}
            onChange={(is) => put({ is: is as Panel['is'] })}
            options={kinds}
          />
        )}
        <PanelFields {...{ draft, put, targets, nameOf, problem }} />
        <Field label="Title" name="title" optional>
          <TextInput
            value={draft.title}
            maxLength={120}
            placeholder={panelTitle(untitled, nameOf)}
            onChange={({ target }) => put({ title: target.value })}
          />
        </Field>
        {problem && (
          <p role="alert" className="text-failing text-sm">
            {problem.why}
          </p>
        )}
        <div className="flex justify-end gap-2">
          <DialogClose>
            <Button>Cancel</Button>
          </DialogClose>
          <Button type="submit" kind="primary">
            {panel ? 'Change panel' : 'Add panel'}
          </Button>
        </div>
      </form>
    </Dialog>
  );
}

function freeId(panels: readonly Panel[]): string {
  const taken = new Set(panels.map(({ id }) => id));
  let count = panels.length + 1;
  while (taken.has(`p${count}`)) count += 1;
  return `p${count}`;
}
