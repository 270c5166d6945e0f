'use client';

import { useState } from 'react';
import { ErrorNote } from '#app/_ui/feedback/error-note.tsx';
import { Skeleton } from '#app/_ui/feedback/skeleton.tsx';
import { Field } from '#app/_ui/form/field.tsx';
import { TextInput } from '#app/_ui/form/text-input.tsx';
import { Mono } from '#app/_ui/show/mono.tsx';
import { useRows } from '#app/_ui/table/use-rows.ts';
import type { MibNodeRow } from '#lib/services/mibs/view-mib.ts';

const mostSteps = 8;

/** Names in the order of their places, indented by their depth. */
export function MibTree({ id }: { id: string }) {
  const [q, setQ] = useState('');
  const { answer, failure } = useRows<MibNodeRow>(`/api/devices/mibs/tree?${new URLSearchParams({ id, q })}`);
  const more = answer ? answer.total - answer.rows.length : 0;
  return (
    <div className="grid gap-3">
      <Field label="Search names, OIDs and descriptions">
        <TextInput type="search" value={q} onChange={(event) => setQ(event.target.value)} className="max-w-90" />
      </Field>
      {failure && <ErrorNote failure={failure} />}
      {!answer && !failure && <Skeleton className="h-40 w-full" />}
      {answer?.rows.length === 0 && (
        <p className="text-soft text-sm">{q === '' ? 'It gives nothing a place.' : `Nothing holds “${q}”.`}</p>
      )}
      {answer && answer.rows.length > 0 && (
        <div className="min-w-0 overflow-x-auto">
          {/* biome-ignore lint/a11y/noNoninteractiveTabindex: it scrolls, also by keyboard. */}
          <table className="w-full min-w-160 text-left text-sm" tabIndex={0}>
            <caption className="sr-only">Names of the module</caption>
            <thead>
              <tr className="border-line border-b text-faint text-xs">
                {['Name', 'Kind', 'Type', 'OID'].map((head) => (
                  <th key={head} scope="col" className="py-1 pr-4 font-medium">
                    {head}
                  </th>
                ))}
              </tr>
            </thead>
            <tbody>
              {answer.rows.map((row) => (
                <NameRow key={`${row.oid} ${row.name}`} row={row} />
              ))}
            </tbody>
          </table>
        </div>
      )}
      {more > 0 && <p className="text-faint text-xs">{`And ${more.toLocaleString('en')} more: search for them.`}</p>}
    </div>
  );
}

function NameRow({ row }: { row: MibNodeRow }) {
  const { oid, name, kind, type, units, words, description, depth, index } = row;
  const told = [type === 'SEQUENCE OF' ? '' : type, units, index.length > 0 ? `by ${index.join(', ')}` : '', words];
  return (
    <tr className="border-line border-b align-top last:border-0">
      <th scope="row" className="py-1.5 pr-4 font-normal">
        <div style={{ paddingLeft: `${Math.min(depth, mostSteps) * 12}px` }}>
          {description === '' ? (
            <span className="font-medium">{name}</span>
          ) : (
            <details>
              <summary className="cursor-pointer font-medium">{name}</summary>
              <p className="max-w-120 whitespace-pre-line py-1 text-soft text-xs">{trimmed(description)}</p>
            </details>
          )}
        </div>
      </th>
      <td className="py-1.5 pr-4 text-soft">{kind}</td>
      <td className="max-w-80 py-1.5 pr-4 [overflow-wrap:anywhere]">{told.filter(Boolean).join(' · ')}</td>
      <td className="py-1.5">
        <Mono value={oid} faint />
      </td>
    </tr>
  );
}

/** Lines of a description are indented as its module is. */
function trimmed(text: string): string {
  return text
    .split('\n')
    .map((line) => line.trim())
    .join('\n')
    .trim();
}
