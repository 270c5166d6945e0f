'use client';

import { ErrorNote } from '#app/_ui/feedback/error-note.tsx';
import { SkeletonLines } from '#app/_ui/feedback/skeleton.tsx';
import { Mono } from '#app/_ui/show/mono.tsx';
import type { FilterPreview } from '#lib/services/groups/preview-filter.ts';
import { MemberName } from './member-name.tsx';
import type { PreviewState } from './use-filter-preview.ts';

/** Who would be in the group now: how many, and the first of them. */
export function FilterPreviewBox({
  state: { preview, failure, loading },
  showFilter,
}: {
  state: PreviewState;
  showFilter: boolean;
}) {
  return (
    <section aria-label="Preview" aria-busy={loading} className="min-w-0 rounded-md border border-line bg-sunken">
      <p className="border-line border-b px-3 py-2 font-semibold text-sm">
        <span role="status">{preview ? countText(preview) : failure ? 'No preview' : 'Looking…'}</span>
      </p>
      <div className={loading && preview ? 'p-3 opacity-60' : 'p-3'}>
        {failure && failure.field !== 'filter' && <ErrorNote failure={failure} />}
        {failure?.field === 'filter' && <p className="text-soft text-sm">{failure.todo}</p>}
        {!preview && !failure && <SkeletonLines lines={4} />}
        {preview && <People preview={preview} />}
        {preview && showFilter && (
          <details className="mt-2 text-sm">
            <summary className="cursor-default text-faint">The filter</summary>
            <p className="mt-1">
              <Mono value={preview.filter} wrap copy noun="filter" />
            </p>
          </details>
        )}
      </div>
    </section>
  );
}

function People({ preview }: { preview: FilterPreview }) {
  if (preview.count === 0)
    return (
      <p className="text-soft text-sm">
        Nobody whom you may see fits. People who fit later are in the group by themselves.
      </p>
    );
  const rest = preview.count - preview.first.length;
  return (
    <>
      <ul
        className="grid max-h-64 gap-x-4 overflow-y-auto sm:grid-cols-2"
        aria-label="The first of them"
        // biome-ignore lint/a11y/noNoninteractiveTabindex: a scrolling region must be reachable by keyboard.
        tabIndex={0}
      >
        {preview.first.map((row) => (
          <li key={row.dn} className="flex min-h-7 min-w-0 items-center gap-2 text-sm">
            <MemberName row={row} />
          </li>
        ))}
      </ul>
      {rest > 0 && (
        <p className="mt-1 text-faint text-xs">
          and {preview.more ? `more than ${rest.toLocaleString('en')}` : rest.toLocaleString('en')} more
        </p>
      )}
      {preview.others > 0 && (
        <p className="mt-1 text-warning text-xs">
          {preview.others === 1
            ? 'One of them is no person.'
            : `${preview.others.toLocaleString('en')} of them are no people.`}{' '}
          Add (objectClass=inetOrgPerson) to the filter.
        </p>
      )}
    </>
  );
}

function countText({ count, more, others }: FilterPreview): string {
  const number = count.toLocaleString('en');
  const noun = others > 0 ? (count === 1 ? 'entry' : 'entries') : count === 1 ? 'person' : 'people';
  if (more) return `More than ${number} ${noun} would be in it`;
  return count === 0 ? 'Nobody would be in it' : `${number} ${noun} would be in it`;
}
