'use client';

import { Plus } from 'lucide-react';
import { useState } from 'react';
import { Button } from '#app/_ui/button.tsx';
import { EmptyState } from '#app/_ui/feedback/empty-state.tsx';
import { useToast } from '#app/_ui/feedback/toast.tsx';
import { Field } from '#app/_ui/form/field.tsx';
import { Select } from '#app/_ui/form/select.tsx';
import { TextInput } from '#app/_ui/form/text-input.tsx';
import { type Board, mostPanels, movedPanel, type Panel, placedPanel } from '#lib/domain/board.ts';
import type { MetricTarget } from '#lib/services/metrics/targets.ts';
import { PanelDialog } from './panel-dialog.tsx';
import { PanelGrid } from './panel-grid.tsx';
import { PanelTools } from './panel-tools.tsx';
import { PanelView, type PanelViewProps } from './panel-view.tsx';
import { panelTitle } from './panel-words.ts';

type BoardEditorProps = Omit<PanelViewProps, 'panel'> & {
  draft: Board;
  change: (to: (now: Board) => Board) => void;
  targets: MetricTarget[];
};

const columnOptions = [1, 2, 3].map((count) => ({
  value: String(count),
  label: `${count} ${count === 1 ? 'column' : 'columns'}`,
}));

/** The board as it will be; nothing is kept before it is saved. */
export function BoardEditor({ draft, change, targets, ...look }: BoardEditorProps) {
  const [open, setOpen] = useState<Panel | 'new' | null>(null);
  const [dragged, setDragged] = useState<string | null>(null);
  const [said, setSaid] = useState('');
  const toast = useToast();
  const { panels } = draft;
  const setPanels = (to: (panels: Panel[]) => Panel[]) => change((now) => ({ ...now, panels: to(now.panels) }));
  const titleOf = (panel: Panel) => panelTitle(panel, look.nameOf);
  const move = (panel: Panel, by: -1 | 1) => {
    setPanels((now) => movedPanel(now, panel.id, by));
    setSaid(`${titleOf(panel)} is ${panels.indexOf(panel) + by + 1} of ${panels.length}`);
  };
  const drop = (onto: string) => {
    if (dragged)
      setPanels((now) =>
        placedPanel(
          now,
          dragged,
          now.findIndex(({ id }) => id === onto),
        ),
      );
    setDragged(null);
  };
  const remove = (panel: Panel) => {
    const place = panels.indexOf(panel);
    setPanels((now) => now.filter(({ id }) => id !== panel.id));
    toast({
      title: `${titleOf(panel)} was taken out`,
      undo: () => setPanels((now) => (now.some(({ id }) => id === panel.id) ? now : now.toSpliced(place, 0, panel))),
    });
  };
  const keep = (panel: Panel) => {
    setPanels((now) =>
      now.some(({ id }) => id === panel.id) ? now.map((one) => (one.id === panel.id ? panel : one)) : [...now, panel],
    );
    setOpen(null);
  };
  const full = panels.length >= mostPanels && `A board holds at most ${mostPanels} panels.`;
  return (
    <>
      <div className="flex flex-wrap items-end gap-3">
        <div className="w-72 max-w-full">
          <Field label="Name" name="name" required>
            <TextInput
              value={draft.name}
              maxLength={120}
              onChange={({ target }) => change((now) => ({ ...now, name: target.value }))}
            />
          </Field>
        </div>
        <Field label="Layout" name="columns">
          <Select
            className="w-36"
            options={columnOptions}
            value={String(draft.columns)}
            onChange={({ target }) => change((now) => ({ ...now, columns: Number(target.value) }))}
          />
        </Field>
        <Button icon={<Plus aria-hidden />} disabledReason={full} onClick={() => setOpen('new')}>
          Add panel
        </Button>
      </div>
      {panels.length === 0 && (
        <EmptyState title="No panels yet" action={<Button onClick={() => setOpen('new')}>Add panel</Button>}>
          A panel is a chart, a number, a list of what is up or away, a list of what changed, or a note.
        </EmptyState>
      )}
      <PanelGrid columns={draft.columns} panels={panels}>
        {(panel, place) => (
          <PanelTools
            panel={panel}
            title={titleOf(panel)}
            place={place}
            count={panels.length}
            dragging={dragged !== null && dragged !== panel.id}
            onMove={(by) => move(panel, by)}
            onWidth={(width) => setPanels((now) => now.map((one) => (one.id === panel.id ? { ...one, width } : one)))}
            onEdit={() => setOpen(panel)}
            onRemove={() => remove(panel)}
            onDrag={setDragged}
            onDrop={drop}
            columns={draft.columns}
          >
            <PanelView panel={panel} {...look} />
          </PanelTools>
        )}
      </PanelGrid>
      <span role="status" className="sr-only">
        {said}
      </span>
      {open !== null && (
        <PanelDialog
          panel={open === 'new' ? null : open}
          panels={panels}
          targets={targets}
          nameOf={look.nameOf}
          onKeep={keep}
          onClose={() => setOpen(null)}
        />
      )}
    </>
  );
}
