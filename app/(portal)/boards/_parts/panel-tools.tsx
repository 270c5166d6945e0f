'use client';

import { ArrowLeft, ArrowRight, GripVertical, Pencil, X } from 'lucide-react';
import { type DragEvent, type ReactNode, useEffect, useRef } from 'react';
import { IconButton } from '#app/_ui/button.tsx';
import { cx } from '#app/_ui/cx.ts';
import { Select } from '#app/_ui/form/select.tsx';
import type { Panel } from '#lib/domain/board.ts';

type PanelToolsProps = {
  panel: Panel;
  title: string;
  place: number;
  count: number;
  columns: number;
  /** Another panel is being dragged, and may be dropped here. */
  dragging: boolean;
  onMove: (by: -1 | 1) => void;
  onWidth: (width: number) => void;
  onEdit: () => void;
  onRemove: () => void;
  onDrag: (id: string | null) => void;
  onDrop: (onto: string) => void;
  children: ReactNode;
};

/** A panel with what can be done to it. Dragging is a shortcut for the two buttons that move it. */
export function PanelTools(props: PanelToolsProps) {
  const { panel, title, place, count, columns, dragging, onMove, onWidth, onEdit, onRemove, onDrag, onDrop } = props;
  const box = useRef<HTMLDivElement>(null);
  const moving = useKeptFocus(place);
  const move = (by: -1 | 1, button: HTMLElement) => {
    moving(button);
    onMove(by);
  };
  const begin = (event: DragEvent) => {
    event.dataTransfer.effectAllowed = 'move';
    event.dataTransfer.setData('text/plain', title);
    if (box.current) event.dataTransfer.setDragImage(box.current, 16, 16);
    onDrag(panel.id);
  };
  const widths = Array.from({ length: columns }, (_, at) => ({
    value: String(at + 1),
    label: at === 0 ? '1 column wide' : `${at + 1} columns wide`,
  }));
  return (
    // biome-ignore lint/a11y/noStaticElementInteractions: dropping is a shortcut; the buttons do the same by keyboard.
    <div
      ref={box}
      className={cx('rounded-md', dragging && 'outline-2 outline-accent/40 outline-dashed outline-offset-2')}
      onDragOver={(event) => dragging && event.preventDefault()}
      onDrop={(event) => {
        event.preventDefault();
        onDrop(panel.id);
      }}
    >
      <div className="mb-1 flex min-h-8 flex-wrap items-center gap-1" role="toolbar" aria-label={`Panel ${title}`}>
        <span
          draggable
          aria-hidden
          data-tip="Drag to another place"
          onDragStart={begin}
          onDragEnd={() => onDrag(null)}
          className="flex h-7 w-6 cursor-grab items-center justify-center text-faint"
        >
          <GripVertical />
        </span>
        <IconButton
          size="s"
          label={`Move ${title} earlier`}
          tip="Earlier"
          icon={<ArrowLeft />}
          disabledReason={place === 0 && 'It is the first.'}
          onClick={({ currentTarget }) => move(-1, currentTarget)}
        />
        <IconButton
          size="s"
          label={`Move ${title} later`}
          tip="Later"
          icon={<ArrowRight />}
          disabledReason={place === count - 1 && 'It is the last.'}
          onClick={({ currentTarget }) => move(1, currentTarget)}
        />
        {columns > 1 && (
          <Select
            small
            aria-label={`Width of ${title}`}
            className="w-40"
            options={widths}
            value={String(Math.min(panel.width, columns))}
            onChange={({ target }) => onWidth(Number(target.value))}
          />
        )}
        <span className="flex-1" />
        <IconButton size="s" label={`Edit ${title}`} tip="Edit" icon={<Pencil />} onClick={onEdit} />
        <IconButton size="s" label={`Remove ${title}`} tip="Remove" icon={<X />} onClick={onRemove} />
      </div>
      {props.children}
    </div>
  );
}

/** A button that moves itself to another place in the page keeps the focus, and stays in sight. */
function useKeptFocus(place: number): (button: HTMLElement) => void {
  const pressed = useRef<HTMLElement | null>(null);
  // biome-ignore lint/correctness/useExhaustiveDependencies: it is the new place that takes the focus away.
  useEffect(() => {
    pressed.current?.focus({ preventScroll: true });
    pressed.current?.scrollIntoView({ block: 'nearest' });
    pressed.current = null;
  }, [place]);
  return (button) => {
    pressed.current = button;
  };
}
