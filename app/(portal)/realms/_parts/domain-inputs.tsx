'use client';

import { useContext, useEffect, useState } from 'react';
import { FormErrors } from '#app/_ui/form/form-context.ts';
import { MultiValue } from '#app/_ui/form/multi-value.tsx';
import { checkDomain } from '../actions.ts';

type DomainInputsProps = {
  /** DN of the realm above; empty at the top. */
  parent: string;
  initial: string[];
  hint: string;
  onChange: (domains: string[]) => void;
  /** Told whether a domain can't be used. */
  onProblem: (some: boolean) => void;
};

const waitMs = 300;

/** Domains, each checked while it is typed: is it one, is it free, may this person claim it? */
export function DomainInputs({ parent, initial, hint, onChange, onProblem }: DomainInputsProps) {
  const [values, setValues] = useState(initial);
  const problems = useDomainChecks(parent, values);
  const outer = useContext(FormErrors);
  const some = Object.keys(problems).length > 0;
  useEffect(() => onProblem(some), [some, onProblem]);
  return (
    <FormErrors value={{ ...outer, ...problems }}>
      <MultiValue
        label="Domains"
        name="domains"
        mono
        addLabel="Add domain"
        defaultValue={initial}
        hint={hint}
        max={50}
        onChange={(next) => {
          setValues(next);
          onChange(next);
        }}
      />
    </FormErrors>
  );
}

/** Sentences by `domains.<index>`. */
function useDomainChecks(parent: string, values: readonly string[]): Record<string, string> {
  const [known, setKnown] = useState<ReadonlyMap<string, string | null>>(new Map());
  const missing = values
    .map((value) => value.trim())
    .filter((value) => value !== '' && !known.has(`${parent} ${value}`));
  const asked = missing.join('\n');
  useEffect(() => {
    if (!asked) return;
    let left = false;
    const timer = setTimeout(async () => {
      const answers = await Promise.all(
        asked
          .split('\n')
          .map(async (domain) => [`${parent} ${domain}`, sentenceOf(await checkDomain({ parent, domain }))] as const),
      );
      if (!left) setKnown((before) => new Map([...before, ...answers]));
    }, waitMs);
    return () => {
      left = true;
      clearTimeout(timer);
    };
  }, [parent, asked]);
  const found = values.map((value, at) => [`domains.${at}`, known.get(`${parent} ${value.trim()}`) ?? ''] as const);
  return Object.fromEntries(found.filter(([, sentence]) => sentence !== ''));
}

function sentenceOf(answer: Awaited<ReturnType<typeof checkDomain>>): string | null {
  return answer.ok ? null : `${answer.failure.why} ${answer.failure.todo}`;
}
