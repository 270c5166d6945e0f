'use client';

import { useId, useState } from 'react';
import { cx } from '../cx.ts';

export type AttributeConflict = {
  label: string;
  attribute: string;
  /** What this person wants to save. */
  mine: string[];
  /** What stands there now, saved by somebody else. */
  theirs: string[];
};

export type ConflictChoice = Record<string, 'mine' | 'theirs'>;

type ConflictProps = {
  conflicts: AttributeConflict[];
  /** Told at each choice, by attribute. Until then everything is "theirs": nobody's work is lost by Enter. */
  onChange: (choice: ConflictChoice) => void;
};

/** Both versions of what two people changed, and the choice for each attribute. */
export function Conflict({ conflicts, onChange }: ConflictProps) {
  const [choice, setChoice] = useState<ConflictChoice>({});
  const choose = (attribute: string, side: 'mine' | 'theirs') => {
    const next = { ...choice, [attribute]: side };
    setChoice(next);
    onChange(next);
  };
  return (
    <div className="divide-y divide-line overflow-hidden rounded-md border border-line">
      {conflicts.map((conflict) => (
        <div key={conflict.attribute} role="radiogroup" aria-label={conflict.label} className="px-3 py-2.5 text-sm">
          <p className="mb-1.5 font-medium">
            {conflict.label} <code className="font-normal text-faint text-xs">{conflict.attribute}</code>
          </p>
          <div className="grid gap-2 sm:grid-cols-2">
            <Side
              title="Theirs, saved"
              name={conflict.attribute}
              values={conflict.theirs}
              chosen={choice[conflict.attribute] !== 'mine'}
              onChoose={() => choose(conflict.attribute, 'theirs')}
            />
            <Side
              title="Mine"
              name={conflict.attribute}
              values={conflict.mine}
              chosen={choice[conflict.attribute] === 'mine'}
              onChoose={() => choose(conflict.attribute, 'mine')}
            />
          </div>
        </div>
      ))}
    </div>
  );
}

type SideProps = { title: string; name: string; values: string[]; chosen: boolean; onChoose: () => void };

function Side({ title, name, values, chosen, onChoose }: SideProps) {
  const id = useId();
  return (
    <label
      htmlFor={id}
      className={cx(
        'flex min-w-0 gap-2 rounded-md border px-2.5 py-1.5',
        chosen ? 'border-accent bg-accent-softer' : 'border-line hover:bg-hover',
      )}
    >
      <input
        id={id}
        type="radio"
        name={`choice-${name}`}
        checked={chosen}
        onChange={onChoose}
        className="check mt-0.5 flex-none"
      />
      <span className="min-w-0">
        <span className="block text-faint text-xs">{title}</span>
        {values.length === 0 && <em className="text-soft">no value</em>}
        {values.map((value) => (
          <span key={value} className="block [overflow-wrap:anywhere]">
            {value}
          </span>
        ))}
      </span>
    </label>
  );
}
