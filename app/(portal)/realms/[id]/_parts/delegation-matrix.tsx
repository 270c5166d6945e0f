'use client';

import { Check } from 'lucide-react';
import Link from 'next/link';
import { cx } from '#app/_ui/cx.ts';
import { Checkbox } from '#app/_ui/form/checkbox.tsx';
import type { Grant } from '#lib/domain/permission.ts';
import type { HolderRow } from '#lib/services/realms/delegation.ts';
import { EntryIcon } from '../../../_parts/entry-icon.tsx';
import { type GrantLabels, grantsIn, isGiven, type Wishes, wishKey } from './delegation-plan.ts';

type MatrixProps = {
  holders: readonly HolderRow[];
  labels: GrantLabels;
  wishes: Wishes;
  /** null: only shown. */
  onWish: ((grant: Grant, holder: HolderRow, wanted: boolean) => void) | null;
};

/** Who holds which of the seven rights: given here (a tick), or from a realm above (its name). */
export function DelegationMatrix({ holders, labels, wishes, onWish }: MatrixProps) {
  const grants = grantsIn(labels);
  return (
    <section
      aria-label="Rights by holder"
      // biome-ignore lint/a11y/noNoninteractiveTabindex: a scrolling region must be reachable by keyboard.
      tabIndex={0}
      className="relative overflow-x-auto rounded-md border border-line"
    >
      <table className="w-full min-w-180 border-collapse text-sm">
        <thead>
          <tr className="border-line border-b bg-sunken text-left text-soft text-xs">
            <th scope="col" className="sticky left-0 z-1 bg-sunken px-3 py-2 font-medium">
              Holder
            </th>
            {grants.map((grant) => (
              <th key={grant} scope="col" className="w-19 px-1 py-2 text-center font-medium">
                {labels[grant]}
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          {holders.map((holder) => (
            <tr key={holder.key} className="border-line border-b last:border-b-0">
              <th scope="row" className="sticky left-0 z-1 max-w-60 bg-surface px-3 py-1.5 text-left font-normal">
                <Holder holder={holder} />
              </th>
              {grants.map((grant) => (
                <td
                  key={grant}
                  className={cx('px-1 py-1 text-center', wishes.has(wishKey(grant, holder)) && 'bg-accent-softer')}
                >
                  <Cell
                    holder={holder}
                    grant={grant}
                    label={labels[grant]}
                    given={isGiven(wishes, grant, holder)}
                    onWish={onWish}
                  />
                </td>
              ))}
            </tr>
          ))}
        </tbody>
      </table>
    </section>
  );
}

type CellProps = { holder: HolderRow; grant: Grant; label: string; given: boolean; onWish: MatrixProps['onWish'] };

function Cell({ holder, grant, label, given, onWish }: CellProps) {
  const from = holder.inherited.filter((held) => held.grant === grant).map((held) => held.from);
  return (
    <span className="inline-flex min-h-6 flex-col items-center justify-center gap-0.5">
      {onWish && (
        <Checkbox
          labelHidden
          label={`${label}, ${holder.name}`}
          checked={given}
          onChange={(event) => onWish(grant, holder, event.target.checked)}
        />
      )}
      {!onWish && given && (
        <>
          <Check aria-hidden className="text-text" />
          <span className="sr-only">Given here</span>
        </>
      )}
      {from.map(({ id, name }) => (
        <Link
          key={id}
          href={`/realms/${id}`}
          data-tip={`Comes from ${name}`}
          className="max-w-18 truncate text-faint text-xs underline decoration-edge underline-offset-2 hover:text-text"
        >
          <span className="sr-only">Comes from </span>
          {name}
        </Link>
      ))}
    </span>
  );
}

const folders = { person: 'users', role: 'roles', group: 'groups' } as const;

/** Through a role its occupants hold the right, through a group its direct members. */
function detailOf({ kind, id, detail, occupants }: HolderRow): string {
  if (kind === 'person' || kind === 'unknown') return detail;
  if (kind === 'group') return 'its direct members';
  if (!id) return 'who has this role';
  const more = occupants.length > 3 ? ` and ${occupants.length - 3} more` : '';
  return occupants.length ? `role: ${occupants.slice(0, 3).join(', ')}${more}` : 'role, nobody in it';
}

function Holder({ holder }: { holder: HolderRow }) {
  const { kind, id, name } = holder;
  const detail = detailOf(holder);
  return (
    <span className="flex min-w-0 items-center gap-2">
      {kind !== 'unknown' && <EntryIcon kind={kind} name={name} />}
      <span className="min-w-0">
        {kind === 'unknown' || !id ? (
          <span className="block truncate">{name}</span>
        ) : (
          <Link href={`/${folders[kind]}/${id}`} className="block truncate hover:underline">
            {name}
          </Link>
        )}
        {detail && (
          <span className={cx('block truncate text-faint text-xs', kind === 'person' && 'font-mono')}>{detail}</span>
        )}
      </span>
    </span>
  );
}
