import type { DataForm, FormField } from '../../domain/data-form.ts';
import { checkAnswer } from '../../domain/data-form-check.ts';
import { failed, type Result } from '../../domain/failure.ts';
import { isSecretField } from '../../domain/secret-field.ts';

/** What a form is filled in with: the names that servers give a field, the likeliest first, and the values, or which option to choose. */
export type Filling = readonly Filled[];
type Filled = {
  names: readonly string[];
  /** Of the options: the first of these that is offered, or the number that is the least or the most. */
  values: readonly string[] | { options: readonly string[]; else: 'least' | 'most' };
  /** A server that has no such field can do without it. */
  optional?: boolean;
};

/** Fails with kind `unexpected` when the form lacks a field that matters, or asks for one that isn't known here. */
export function fillIn(form: DataForm, filling: Filling): Result<Record<string, readonly string[]>> {
  const answer: Record<string, readonly string[]> = {};
  for (const { names, values, optional } of filling) {
    const field = names.flatMap((name) => form.fields.find((one) => one.name === name) ?? [])[0];
    if (field) answer[field.name] = 'options' in values ? chosen(field, values) : values;
    else if (!optional) return strange(`The command of this server has no field ${names.join(' or ')}.`);
  }
  const checked = checkAnswer(form, answer);
  if (checked.ok) return checked;
  const { field = '', why } = checked.failure;
  // What is wrong is said with the value, and what is said here is kept in logs.
  const shown = isSecretField(field, null) ? 'another kind of value.' : why;
  return strange(`The command of this server wants something else in ${field}: ${shown}`);
}

function chosen({ options, values }: FormField, wish: { options: readonly string[]; else: 'least' | 'most' }) {
  const offered = options.map(({ value }) => value);
  const named = wish.options.find((value) => offered.includes(value));
  const numbers = offered.filter((value) => /^\d{1,9}$/.test(value)).sort((a, b) => Number(a) - Number(b));
  const found = named ?? numbers.at(wish.else === 'least' ? 0 : -1);
  return found === undefined ? values : [found];
}

function strange(why: string): { ok: false } & ReturnType<typeof failed> {
  return failed({ kind: 'unexpected', why, todo: 'Run the command by itself, under Commands.' });
}
