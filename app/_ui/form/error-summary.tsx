'use client';

import { useContext, useRef } from 'react';
import { FormErrors } from './form-context.ts';

/** Labels by input name; stands at the top of a long form and leads to each wrong field. Inside Form. */
export function ErrorSummary({ labels }: { labels: Record<string, string> }) {
  const errors = useContext(FormErrors);
  const box = useRef<HTMLDivElement>(null);
  const names = Object.keys(errors);
  if (names.length < 2) return null;
  const lead = (name: string) => {
    const form = box.current?.closest('form');
    const input = form?.elements.namedItem(name.split('.')[0] ?? name);
    const element = input instanceof RadioNodeList ? input[0] : input;
    if (element instanceof HTMLElement) element.focus();
  };
  return (
    <div
      ref={box}
      tabIndex={-1}
      data-error-list
      role="alert"
      className="rounded-md border border-failing/30 bg-failing-soft px-3 py-2.5 text-sm"
    >
      <p className="font-medium">{names.length} fields need another look</p>
      <ul className="mt-1 grid gap-0.5">
        {names.map((name) => (
          <li key={name}>
            <button
              type="button"
              onClick={() => lead(name)}
              className="text-left underline decoration-edge underline-offset-3 hover:decoration-current"
            >
              {labels[name] ?? name}
            </button>
            : {errors[name]}
          </li>
        ))}
      </ul>
    </div>
  );
}
