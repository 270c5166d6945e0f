import { expect, test } from 'vitest';
import type { DataForm, FieldValidation, FormField } from './data-form.ts';
import { answerProblems, checkAnswer } from './data-form-check.ts';
import { fitsPattern } from './data-form-regex.ts';
import { isAnyJid } from './data-form-value.ts';

function field(name: string, more: Partial<FormField> = {}): FormField {
  const nothing = { label: '', description: '', required: false, values: [], options: [] };
  return { name, type: 'text-single', ...nothing, validation: null, hadMedia: false, ...more };
}

function form(...fields: FormField[]): DataForm {
  return { kind: 'form', title: '', instructions: [], fields, reported: [], items: [] };
}

function validated(validation: Partial<FieldValidation>): DataForm {
  return form(field('f', { validation: { datatype: 'xs:string', method: 'basic', ...validation } }));
}

const problem = (asked: DataForm, ...values: string[]) => answerProblems(asked, { f: values })[0]?.why ?? null;

test('hidden fields go back as the server gave them, whatever the browser says', () => {
  const asked = form(field('FORM_TYPE', { type: 'hidden', values: ['admin'] }), field('f'));
  expect(checkAnswer(asked, { FORM_TYPE: ['forged'], f: ['x'] })).toEqual({
    ok: true,
    value: { FORM_TYPE: ['admin'], f: ['x'] },
  });
});

test('a field that nobody touched keeps its default, one that was emptied is empty', () => {
  const asked = form(field('a', { values: ['default'] }), field('b', { values: ['default'] }));
  expect(checkAnswer(asked, { b: [] })).toEqual({ ok: true, value: { a: ['default'], b: [] } });
});

test('a field that the form does not have is refused', () => {
  expect(answerProblems(form(field('f')), { f: ['x'], g: ['y'] })).toEqual([
    { field: 'g', why: 'The form has no such field.' },
  ]);
});

test('a name from the prototype is a field like any other, and is not taken for an answer', () => {
  const asked = form(field('__proto__'), field('constructor', { required: true }));
  expect(answerProblems(asked, {})).toEqual([{ field: 'constructor', why: 'This field is required.' }]);
});

test('a required field needs a value that is not empty', () => {
  const asked = form(field('f', { required: true }));
  expect(problem(asked)).toBe('This field is required.');
  expect(problem(asked, '')).toBe('This field is required.');
  expect(problem(asked, 'x')).toBeNull();
});

test('every field that is wrong is named at once', () => {
  const asked = form(field('a', { required: true }), field('b', { type: 'jid-single' }), field('c'));
  expect(answerProblems(asked, { b: ['no address'], c: ['fine'] }).map((found) => found.field)).toEqual(['a', 'b']);
});

test('a boolean is sent as 1 or 0', () => {
  const asked = form(field('f', { type: 'boolean' }));
  expect(checkAnswer(asked, { f: ['true'] })).toEqual({ ok: true, value: { f: ['1'] } });
  expect(checkAnswer(asked, { f: ['0'] })).toEqual({ ok: true, value: { f: ['0'] } });
  expect(problem(asked, 'maybe')).toBe('Choose yes or no.');
});

test('text of several lines is sent line by line, and a single line stays one', () => {
  expect(checkAnswer(form(field('f', { type: 'text-multi' })), { f: ['one\r\ntwo\nthree'] })).toEqual({
    ok: true,
    value: { f: ['one', 'two', 'three'] },
  });
  expect(problem(form(field('f')), 'one\ntwo')).toBe('This field takes one line.');
  expect(problem(form(field('f')), 'one', 'two')).toBe('This field takes one value.');
});

test('a control character never leaves', () => {
  expect(problem(form(field('f')), 'bell \u0007')).toMatch(/control character/);
  expect(problem(form(field('f', { type: 'text-private' })), 'half \ud800')).toMatch(/control character/);
});

test('a list takes what it offers, and anything when it is open', () => {
  const options = [{ label: 'One', value: '1' }];
  const closed = form(field('f', { type: 'list-single', options }));
  const open = form(
    field('f', { type: 'list-single', options, validation: { datatype: 'xs:string', method: 'open' } }),
  );
  expect(problem(closed, '1')).toBeNull();
  expect(problem(closed, '2')).toMatch(/not among the choices/);
  expect(problem(open, '2')).toBeNull();
});

test('a list says how many may be chosen', () => {
  const options = ['a', 'b', 'c'].map((value) => ({ label: value, value }));
  const validation = { datatype: 'xs:string', method: 'basic', listRange: { min: 2, max: 2 } } as const;
  const asked = form(field('f', { type: 'list-multi', options, validation }));
  expect(problem(asked, 'a')).toBe('Choose at least 2.');
  expect(problem(asked, 'a', 'b')).toBeNull();
  expect(problem(asked, 'a', 'b', 'c')).toBe('Choose at most 2.');
});

test.each([
  ['xs:integer', '12', true],
  ['xs:integer', '1.5', false],
  ['xs:byte', '127', true],
  ['xs:byte', '128', false],
  ['xs:unsignedInt', '-1', false],
  ['xs:decimal', '1.50', true],
  ['xs:decimal', '1,5', false],
  ['xs:double', '-1e3', true],
  ['xs:date', '2026-02-28', true],
  ['xs:date', '2026-02-28Z', true],
  ['xs:date', '2026-13-28', false],
  ['xs:dateTime', '2026-02-28T10:00:00Z', true],
  ['xs:dateTime', '2026-02-28 10:00', false],
  ['xs:time', '25:00:00', false],
  ['xs:language', 'pt-BR', true],
  ['xs:language', 'pt_BR', false],
  ['x:private', 'anything', true],
])('%s takes %s: %s', (datatype, value, isRight) => {
  expect(problem(validated({ datatype }), value) === null).toBe(isRight);
});

test('a range holds its bounds in', () => {
  const asked = validated({ datatype: 'xs:integer', method: 'range', min: '3', max: '12' });
  expect([problem(asked, '3'), problem(asked, '12')]).toEqual([null, null]);
  expect(problem(asked, '2')).toBe('The least is 3.');
  expect(problem(asked, '13')).toBe('The most is 12.');
  const days = validated({ datatype: 'xs:date', method: 'range', min: '2026-01-01' });
  expect(problem(days, '2025-12-31')).toBe('The least is 2026-01-01.');
});

test('a bound that is no number leaves the judgement to the server', () => {
  expect(problem(validated({ datatype: 'xs:integer', method: 'range', min: 'many' }), '1')).toBeNull();
});

test('a pattern is tried where it can be stopped', () => {
  // On a machine that is busy even a simple one may be stopped; its next try isn't.
  const told = (pattern: string, text: string) =>
    [1, 2, 3, 4, 5].map(() => fitsPattern(pattern, text)).find((fits) => fits !== null);
  expect(told('^[a-z]+$', 'abc')).toBe(true);
  expect(told('^[a-z]+$', 'ABC')).toBe(false);
  expect(told('constructor.constructor("return process")()', 'x')).toBe(false);
  expect(fitsPattern('^(a+)+$', `${'a'.repeat(60)}!`)).toBeNull();
  expect(fitsPattern('([', 'x')).toBeNull();
});

test('an answer that the pattern does not fit is refused, one that it can not judge is not', () => {
  expect(problem(validated({ method: 'regex', regex: '^\\d+$' }), 'x')).toMatch(/the server asks for/);
  expect(problem(validated({ method: 'regex', regex: '^(a+)+$' }), `${'a'.repeat(60)}!`)).toBeNull();
});

test.each([
  ['ada@north.example', true],
  ['ada@north.example/desk', true],
  ['north.example', true],
  ['ada@münchen.example', true],
  ['a b@north.example', false],
  ['ada@', false],
  ['@north.example', false],
  ['ada@north.example/', false],
  ['', false],
])('%s is an address: %s', (text, isRight) => {
  expect(isAnyJid(text)).toBe(isRight);
});
