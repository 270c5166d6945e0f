import type { DataForm, FormAnswer, FormField } from './data-form.ts';
import { isAnyJid, valueProblem } from './data-form-value.ts';
import { failed, ok, type Result } from './failure.ts';

export type FieldProblem = { field: string; why: string };

const mostValues = 5_000;
const longestValue = 65_536;
/** What XML 1.0 can't carry (section 2.2): a server drops the connection for it. */
const notInXml = /[\u0000-\u0008\u000b\u000c\u000e-\u001f\ufffe\uffff]/;

/**
 * The answer as it may be sent: every field of the form that can be answered, hidden ones as the server gave them (XEP-0004,
 * 3.3), fields that nobody touched with their defaults, lines of text-multi one by one, booleans as "1" or "0". Fails with
 * kind `invalid` and the first field that is wrong; `answerProblems` has all of them.
 */
export function checkAnswer(form: DataForm, answer: FormAnswer): Result<FormAnswer> {
  const first = answerProblems(form, answer)[0];
  if (first) return failed({ kind: 'invalid', why: first.why, todo: 'Correct the field.', field: first.field });
  return ok(Object.fromEntries(answerable(form).map((field) => [field.name, valuesFor(field, answer)])));
}

/** Everything that is wrong, one sentence a field; empty when the answer may be sent. */
export function answerProblems(form: DataForm, answer: FormAnswer): FieldProblem[] {
  const fields = answerable(form);
  const known = new Set(fields.map((field) => field.name));
  const strangers = Object.keys(answer)
    .filter((name) => !known.has(name))
    .map((field) => ({ field, why: 'The form has no such field.' }));
  const wrong = fields.flatMap((field) => {
    const why = fieldProblem(field, valuesFor(field, answer));
    return why === null ? [] : [{ field: field.name, why }];
  });
  return [...wrong, ...strangers];
}

function answerable(form: DataForm): FormField[] {
  return form.fields.filter((field) => field.type !== 'fixed' && field.name !== '');
}

function valuesFor(field: FormField, answer: FormAnswer): string[] {
  if (field.type === 'hidden' || !Object.hasOwn(answer, field.name)) return field.values;
  const given = [...(answer[field.name] ?? [])];
  switch (field.type) {
    case 'boolean':
      return given.map((value) => ({ true: '1', false: '0' })[value] ?? value);
    case 'text-multi':
      return given.flatMap((value) => value.split(/\r\n|\r|\n/));
    case 'jid-multi':
    case 'jid-single':
      return given.map((value) => value.trim()).filter((value) => value !== '');
    case 'list-single':
    case 'list-multi':
      // "Nothing chosen" of a select is no value, unless the server offers the empty one.
      return given.filter((value) => value !== '' || field.options.some((option) => option.value === ''));
    default:
      return given;
  }
}

function fieldProblem(field: FormField, values: string[]): string | null {
  if (field.type === 'hidden') return null;
  if (values.length > mostValues) return `The most is ${mostValues} values.`;
  if (values.some((value) => value.length > longestValue)) return `A value has at most ${longestValue} characters.`;
  if (values.some((value) => notInXml.test(value) || !value.isWellFormed()))
    return 'There is a control character in it that XMPP can not carry.';
  const filled = values.filter((value) => value !== '');
  if (filled.length === 0) return field.required ? 'This field is required.' : null;
  if (!field.type.endsWith('-multi') && values.length > 1) return 'This field takes one value.';
  for (const value of filled) {
    const problem = typeProblem(field, value) ?? (field.validation && valueProblem(value, field.validation));
    if (problem) return problem;
  }
  return countProblem(field, filled);
}

function typeProblem(field: FormField, value: string): string | null {
  switch (field.type) {
    case 'boolean':
      return value === '1' || value === '0' ? null : 'Choose yes or no.';
    case 'jid-single':
    case 'jid-multi':
      return isAnyJid(value) ? null : `"${value.slice(0, 100)}" is no XMPP address.`;
    case 'list-single':
    case 'list-multi':
      return isOffered(field, value) ? null : `"${value.slice(0, 100)}" is not among the choices.`;
    case 'text-single':
    case 'text-private':
      return /[\r\n]/.test(value) ? 'This field takes one line.' : null;
    default:
      return null;
  }
}

function isOffered(field: FormField, value: string): boolean {
  // XEP-0122, 3.2.2: "open" lets other values in. A list without a choice in it can only mean the same.
  if (field.validation?.method === 'open' || field.options.length === 0) return true;
  return field.options.some((option) => option.value === value);
}

function countProblem({ type, validation }: FormField, filled: string[]): string | null {
  const range = validation?.listRange;
  if (!range || type !== 'list-multi') return null;
  if (range.min !== undefined && filled.length < range.min) return `Choose at least ${range.min}.`;
  if (range.max !== undefined && filled.length > range.max) return `Choose at most ${range.max}.`;
  return null;
}
