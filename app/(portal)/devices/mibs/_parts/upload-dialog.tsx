'use client';

import { Upload } from 'lucide-react';
import { type DragEvent, useRef, useState } from 'react';
import { Button } from '#app/_ui/button.tsx';
import { ErrorNote } from '#app/_ui/feedback/error-note.tsx';
import { Dialog } from '#app/_ui/overlay/dialog.tsx';
import { StateBadge } from '#app/_ui/show/state-badge.tsx';
import { mostFiles, type Outcome, useUploads } from './use-uploads.ts';

/** Several files at once, one after the other: each is kept or refused by itself. */
export function UploadDialog({ onClose, onKept }: { onClose: () => void; onKept: () => void }) {
  const { outcomes, running, begin, takeBack } = useUploads(onKept);
  const input = useRef<HTMLInputElement>(null);
  const [over, setOver] = useState(false);
  const drop = (event: DragEvent) => {
    event.preventDefault();
    setOver(false);
    begin([...event.dataTransfer.files]);
  };
  return (
    <Dialog
      open
      onOpenChange={(open) => !open && onClose()}
      title="Upload MIB modules"
      footer={<Button onClick={onClose}>Close</Button>}
    >
      <div className="grid gap-4">
        {/* biome-ignore lint/a11y/noStaticElementInteractions: dropping is a shortcut; the button does the same by keyboard. */}
        <div
          onDragOver={(event) => {
            event.preventDefault();
            setOver(true);
          }}
          onDragLeave={() => setOver(false)}
          onDrop={drop}
          className={`grid gap-2 rounded-md border border-edge border-dashed px-3 py-3 text-sm ${over ? 'border-accent bg-accent-softer' : ''}`}
        >
          <input
            ref={input}
            type="file"
            multiple
            tabIndex={-1}
            aria-label="Files of MIB modules"
            className="sr-only"
            onChange={(event) => {
              begin([...(event.target.files ?? [])]);
              event.target.value = '';
            }}
          />
          <div className="flex flex-wrap items-center gap-2">
            <Button icon={<Upload aria-hidden />} pending={running} onClick={() => input.current?.click()}>
              Choose files
            </Button>
            <span className="text-faint">or drop them here</span>
          </div>
          <p className="text-faint text-xs">
            SMIv2 or SMIv1 as text, at most 2 MB a file and {mostFiles} files at once. A module that is here already is
            replaced.
          </p>
        </div>
        {outcomes.length > 0 && (
          <ul className="grid gap-3" aria-label="Uploaded files">
            {outcomes.map((one) => (
              <OutcomeView key={one.key} outcome={one} takeBack={takeBack} />
            ))}
          </ul>
        )}
      </div>
    </Dialog>
  );
}

function OutcomeView({ outcome, takeBack }: { outcome: Outcome; takeBack: (outcome: Outcome) => void }) {
  const { file, failure, kept, pending, undone } = outcome;
  return (
    <li className="min-w-0 text-sm">
      <p className="flex flex-wrap items-center gap-x-3 gap-y-1">
        <span className="min-w-0 font-medium [overflow-wrap:anywhere]">{file}</span>
        {pending && <span className="text-faint">Reading…</span>}
        {undone && <span className="text-faint">Taken back</span>}
        {kept && !undone && kept.some(({ same }) => !same) && (
          <Button size="s" kind="plain" onClick={() => takeBack(outcome)}>
            Undo
          </Button>
        )}
      </p>
      {failure && <ErrorNote failure={failure} />}
      {kept?.map(({ id, name, names, same, replaced, troubles }) => (
        <div key={id} className="mt-1 min-w-0">
          <StateBadge state={troubles.length > 0 ? 'warning' : 'ok'}>
            {`${name}: ${names === 1 ? '1 name' : `${names.toLocaleString('en')} names`}${same ? ', the same as is here' : replaced ? ', in place of the one that was here' : ''}`}
          </StateBadge>
          {troubles.length > 0 && (
            <ul className="list-disc pl-7 text-soft text-xs [overflow-wrap:anywhere]">
              {troubles.slice(0, 5).map((trouble) => (
                <li key={trouble}>{trouble}</li>
              ))}
              {troubles.length > 5 && <li>{`And ${troubles.length - 5} more.`}</li>}
            </ul>
          )}
        </div>
      ))}
    </li>
  );
}
