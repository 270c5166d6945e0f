'use client';

import { Download, Search } from 'lucide-react';
import { type FormEvent, useEffect, useId, useState } from 'react';
import { Button, buttonClass } from '#app/_ui/button.tsx';
import { ErrorNote } from '#app/_ui/feedback/error-note.tsx';
import { Field } from '#app/_ui/form/field.tsx';
import { TextInput } from '#app/_ui/form/text-input.tsx';
import type { FoundName } from '#lib/services/mibs/find-names.ts';
import { BrowsedView } from './browsed-view.tsx';
import { mostRows, useBrowse } from './use-browse.ts';
import { useWatching, WatchedList, type WatchedRow } from './watched-list.tsx';

const beginnings = ['system', 'ifTable', 'ifXTable', 'hrStorageTable', 'hrSWRunTable', 'ipAddrTable', 'tcp'];

/** Pick a name or an OID, and see what the device says below it. */
export function Browser({ id, first, watched }: { id: string; first: string; watched: readonly WatchedRow[] }) {
  const watching = useWatching(id, watched);
  const [what, setWhat] = useState(first);
  const { shown, failure, reading, read, stop } = useBrowse(id);
  const listId = useId();
  const names = useNames(what);
  const begin = (name: string) => {
    setWhat(name);
    window.history.replaceState(null, '', `?${new URLSearchParams({ what: name })}`);
    read(name);
  };
  // biome-ignore lint/correctness/useExhaustiveDependencies: a link that names something shows it once.
  useEffect(() => {
    if (first !== '') read(first);
  }, []);
  const submit = (event: FormEvent) => {
    event.preventDefault();
    if (what.trim() !== '') begin(what.trim());
  };
  return (
    <div className="grid min-w-0 gap-4">
      <form onSubmit={submit} className="flex flex-wrap items-end gap-2">
        <div className="min-w-0 flex-1 basis-60 sm:max-w-110">
          <Field label="Name or OID" hint="Of a table, a column, an object, or a whole part of the tree.">
            <TextInput
              value={what}
              onChange={(event) => setWhat(event.target.value)}
              list={listId}
              autoComplete="off"
              spellCheck={false}
              placeholder="ifTable"
            />
          </Field>
          <datalist id={listId}>
            {names.map(({ oid, name, module, kind }) => (
              <option key={`${oid} ${name}`} value={name}>
                {`${kind} of ${module}, ${oid}`}
              </option>
            ))}
          </datalist>
        </div>
        <div className="flex flex-wrap gap-2 pb-5">
          <Button kind="primary" type="submit" icon={<Search aria-hidden />} pending={reading}>
            Read
          </Button>
          {reading && <Button onClick={stop}>Stop</Button>}
          {shown && !reading && (
            <a
              href={`/api/devices/browse/export?${new URLSearchParams({ id, what: shown.root.oid })}`}
              download
              className={buttonClass()}
            >
              <Download aria-hidden />
              Export CSV
            </a>
          )}
        </div>
      </form>
      {!shown && !failure && !reading && (
        <div className="grid gap-2 text-sm">
          <p className="text-soft">
            The device is asked when you read, and at most {mostRows} rows are read. Begin for instance with
          </p>
          <ul className="flex flex-wrap gap-2">
            {beginnings.map((name) => (
              <li key={name}>
                <Button size="s" onClick={() => begin(name)}>
                  {name}
                </Button>
              </li>
            ))}
          </ul>
        </div>
      )}
      {failure && <ErrorNote failure={failure} />}
      <p role="status" className="text-faint text-sm">
        {reading && `Reading… ${shown ? `${shown.rows.length} rows so far` : ''}`}
      </p>
      {shown && <BrowsedView shown={shown} reading={reading} watched={watching.oids} watch={watching.watch} />}
      <WatchedList id={id} watched={watched} unwatch={watching.unwatch} />
    </div>
  );
}

const waitMs = 150;

/** What could be meant by what is typed. */
function useNames(text: string): FoundName[] {
  const [names, setNames] = useState<FoundName[]>([]);
  useEffect(() => {
    const asking = new AbortController();
    const timer = setTimeout(async () => {
      if (text.trim().length < 2) return setNames([]);
      try {
        const response = await fetch(`/api/devices/names?${new URLSearchParams({ q: text })}`, {
          signal: asking.signal,
        });
        if (response.ok) setNames(((await response.json()) as { names: FoundName[] }).names);
      } catch {
        // Somebody who types on, or a portal that is away: the field works without suggestions.
      }
    }, waitMs);
    return () => {
      clearTimeout(timer);
      asking.abort();
    };
  }, [text]);
  return names;
}
