import type { Ability } from '#lib/services/roles/permission-words.ts';

/** "Users: see, create, edit", a line for each noun. */
export function AbilityList({ abilities }: { abilities: readonly Ability[] }) {
  return (
    <dl className="grid grid-cols-[5.5rem_minmax(0,1fr)] gap-x-2 gap-y-1">
      {abilities.map(({ noun, verbs }) => (
        <div key={noun} className="contents">
          <dt className="text-soft">{noun}</dt>
          <dd>{verbs.join(', ')}</dd>
        </div>
      ))}
    </dl>
  );
}
