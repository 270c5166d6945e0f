'use client';

import { useState } from 'react';
import { Field } from './field.tsx';
import { TextInput } from './text-input.tsx';

type TypeToConfirmProps = {
  /** What must be typed: the name of the thing, or the count of things. */
  expected: string;
  /** Told on each change; enable the button by it. */
  onMatch: (matches: boolean) => void;
  /** Sent under this name too, so that the server can check it again. */
  name?: string;
};

/** Irreversible things are confirmed by typing what they are called. */
export function TypeToConfirm({ expected, onMatch, name = 'confirmation' }: TypeToConfirmProps) {
  const [text, setText] = useState('');
  return (
    <Field
      name={name}
      label={
        <>
          Type <span className="select-all font-mono">{expected}</span> to confirm
        </>
      }
    >
      <TextInput
        mono
        autoFocus
        value={text}
        spellCheck={false}
        autoCapitalize="off"
        onChange={(event) => {
          setText(event.target.value);
          onMatch(event.target.value.trim() === expected);
        }}
      />
    </Field>
  );
}
