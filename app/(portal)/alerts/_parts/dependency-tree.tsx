import { Unlink } from 'lucide-react';
import { IconButton } from '#app/_ui/button.tsx';
import { StateBadge } from '#app/_ui/show/state-badge.tsx';
import type { DependencyRow } from '#lib/services/alerts/dependencies.ts';

type Props = { rows: DependencyRow[]; refused: string | null; onRemove: (row: DependencyRow) => void };

/** What is in front of everything stands at the left; each step to the right is behind. What is behind two stands twice. */
export function DependencyTree({ rows, refused, onRemove }: Props) {
  const behind = new Set(rows.map(({ target }) => target));
  const fronts = [...new Map(rows.map((row) => [row.on, row])).values()];
  const roots = fronts.filter(({ on }) => !behind.has(on));
  // A circle that somebody wrote into the database has no beginning.
  const shown = roots.length > 0 ? roots : fronts;
  return (
    <ul aria-label="Dependencies" className="grid gap-4">
      {shown.map(({ on, onName, failing }) => (
        <li key={on} className="min-w-0">
          <Thing name={onName} failing={failing} />
          <Behind on={on} quiet={failing !== null} seen={[on]} all={{ rows, refused, onRemove }} />
        </li>
      ))}
    </ul>
  );
}

/** `quiet`: something in front of all these fails. */
function Behind({ on, quiet, seen, all }: { on: string; quiet: boolean; seen: string[]; all: Props }) {
  const mine = all.rows.filter((row) => row.on === on && !seen.includes(row.target));
  if (mine.length === 0) return null;
  return (
    <ul className="ml-2.5 border-line border-l">
      {mine.map((row) => (
        <li
          key={row.target}
          className="relative min-w-0 pt-1.5 pl-5 before:absolute before:top-0 before:left-0 before:h-5 before:w-3.5 before:border-line before:border-b"
        >
          <div className="flex min-h-7 items-center gap-2">
            <Thing name={row.name} failing={failingOf(row.target, all)} />
            {quiet && <span className="text-faint text-xs">quiet now</span>}
            <IconButton
              size="s"
              label={`Remove: ${row.name} is behind ${row.onName}`}
              icon={<Unlink />}
              disabledReason={all.refused}
              onClick={() => all.onRemove(row)}
            />
          </div>
          <Behind
            on={row.target}
            quiet={quiet || failingOf(row.target, all) !== null}
            seen={[...seen, row.target]}
            all={all}
          />
        </li>
      ))}
    </ul>
  );
}

function failingOf(target: string, { rows }: Props): string | null {
  return rows.find(({ on }) => on === target)?.failing ?? null;
}

function Thing({ name, failing }: { name: string; failing: string | null }) {
  return (
    <span className="flex min-w-0 flex-wrap items-center gap-x-3 text-sm">
      <span className="min-w-0 font-medium [overflow-wrap:anywhere]">{name}</span>
      {failing !== null && (
        <span className="min-w-0" data-tip={failing}>
          <StateBadge state="failing">Failing</StateBadge>
        </span>
      )}
    </span>
  );
}
