import { type Element, xml } from '@xmpp/xml';
import type { DataForm, FieldType, FieldValidation, FormAnswer, FormField } from '../domain/data-form.ts';
import { fieldTypes } from '../domain/data-form.ts';
import { failed, ok, type Result } from '../domain/failure.ts';

export const formNs = 'jabber:x:data';
const validateNs = 'http://jabber.org/protocol/xdata-validate';
const mediaNs = 'urn:xmpp:media-element';

/** Values are data: a form beyond these is refused, never cut. */
const most = { fields: 1_000, values: 20_000, options: 5_000, rows: 20_000, valueLength: 262_144 };
/** Labels only explain: longer ones are cut. */
const longestLabel = 2_000;
const kinds: ReadonlySet<string> = new Set(['form', 'submit', 'cancel', 'result']);
const types: ReadonlySet<string> = new Set(fieldTypes);

/**
 * A form (XEP-0004) as a value. The kind is kept as the server wrote it, right or wrong. Fails with kind `unexpected` for what
 * is no data form, `too-many` for one beyond the bounds above.
 */
export function parseForm(x: Element): Result<DataForm> {
  const kind = x.attrs.type ?? 'form';
  if (!x.is('x', formNs) || !kinds.has(kind))
    return failed({ kind: 'unexpected', why: 'The server sent something else where a form belongs.' });
  const fields = x.getChildren('field');
  const reported = x.getChild('reported')?.getChildren('field') ?? [];
  const rows = x.getChildren('item').map((item) => item.getChildren('field'));
  if (isTooLarge(fields, reported, rows))
    return failed({
      kind: 'too-many',
      why: 'The server sent a form larger than the portal takes.',
      todo: 'Ask for less at once, if the command lets you.',
    });
  return ok({
    kind: kind as DataForm['kind'],
    title: label(x.getChildText('title')),
    instructions: x
      .getChildren('instructions')
      .slice(0, 100)
      .map((line) => label(line.text())),
    fields: fields.map(parseField),
    reported: reported.map(parseField),
    items: rows.map((row) => row.map(parseField)),
  });
}

/** What somebody filled in, as it is sent. Types are left out, as XEP-0004, 3.2 allows in a submitted form. */
export function submission(answer: FormAnswer): Element {
  const fields = Object.entries(answer).map(([name, values]) => xml('field', { var: name }, valueElements(values)));
  return xml('x', { xmlns: formNs, type: 'submit' }, fields);
}

/** The form as XML again, whole: `parseForm(formElement(form))` is the same form. */
export function formElement(form: DataForm): Element {
  const reported = form.reported.length > 0 ? [xml('reported', {}, form.reported.map(fieldElement))] : [];
  return xml(
    'x',
    { xmlns: formNs, type: form.kind },
    form.title === '' ? [] : [textElement('title', form.title)],
    form.instructions.map((line) => textElement('instructions', line)),
    form.fields.map(fieldElement),
    reported,
    form.items.map((row) => xml('item', {}, row.map(fieldElement))),
  );
}

function isTooLarge(fields: Element[], reported: Element[], rows: Element[][]): boolean {
  if (rows.length > most.rows) return true;
  return [fields, reported, ...rows].some((list) => list.length > most.fields || list.some(isFieldTooLarge));
}

function isFieldTooLarge(field: Element): boolean {
  const values = field.getChildren('value');
  const options = field.getChildren('option');
  if (values.length > most.values || options.length > most.options) return true;
  return values.some((value) => value.text().length > most.valueLength);
}

function parseField(field: Element): FormField {
  const name = field.attrs.var ?? '';
  const values = field.getChildren('value').map((value) => value.text());
  const type = typeOf(field, name, values.length);
  return {
    name,
    type,
    label: label(field.attrs.label ?? ''),
    description: label(field.getChildText('desc')),
    required: field.getChild('required') !== undefined,
    values: type === 'boolean' ? values.map(booleanValue) : values,
    options: field.getChildren('option').map((option) => {
      const value = option.getChildText('value') ?? '';
      return { label: label(option.attrs.label ?? ''), value };
    }),
    validation: parseValidation(field.getChild('validate', validateNs)),
    hadMedia: field.getChild('media', mediaNs) !== undefined,
  };
}

/** No type means text-single (XEP-0004, 3.3); a field without a name can't be answered, so it can only be shown. */
function typeOf(field: Element, name: string, values: number): FieldType {
  const given = field.attrs.type;
  if (name === '') return 'fixed';
  if (given !== undefined && types.has(given)) return given as FieldType;
  return values > 1 ? 'text-multi' : 'text-single';
}

function booleanValue(value: string): string {
  return { true: '1', false: '0' }[value] ?? value;
}

function parseValidation(validate: Element | undefined): FieldValidation | null {
  if (!validate) return null;
  const range = validate.getChild('range');
  const regex = validate.getChild('regex');
  const listRange = validate.getChild('list-range');
  const parsed: FieldValidation = { datatype: validate.attrs.datatype ?? 'xs:string', method: 'basic' };
  if (validate.getChild('open')) parsed.method = 'open';
  if (range)
    Object.assign(
      parsed,
      { method: 'range' },
      bounds(range, (text) => text),
    );
  if (regex) Object.assign(parsed, { method: 'regex', regex: regex.text().slice(0, longestLabel) });
  if (listRange) parsed.listRange = bounds(listRange, (text) => (/^\d{1,9}$/.test(text) ? Number(text) : undefined));
  return parsed;
}

function bounds<T>({ attrs }: Element, read: (text: string) => T | undefined): { min?: T; max?: T } {
  const [min, max] = [attrs.min, attrs.max].map((text) => (text === undefined ? undefined : read(text)));
  return { ...(min === undefined ? {} : { min }), ...(max === undefined ? {} : { max }) };
}

function fieldElement(field: FormField): Element {
  return xml(
    'field',
    { var: field.name || undefined, type: field.type, label: field.label || undefined },
    field.description === '' ? [] : [textElement('desc', field.description)],
    field.required ? [xml('required')] : [],
    valueElements(field.values),
    field.options.map((option) =>
      xml('option', { label: option.label || undefined }, textElement('value', option.value)),
    ),
    field.validation ? [validationElement(field.validation)] : [],
    field.hadMedia ? [xml('media', { xmlns: mediaNs })] : [],
  );
}

function validationElement({ datatype, method, min, max, regex, listRange }: FieldValidation): Element {
  const how =
    method === 'regex' ? textElement('regex', regex ?? '') : xml(method, method === 'range' ? { min, max } : {});
  const counts = { min: listRange?.min?.toString(), max: listRange?.max?.toString() };
  return xml('validate', { xmlns: validateNs, datatype }, how, listRange ? [xml('list-range', counts)] : []);
}

function valueElements(values: readonly string[]): Element[] {
  return values.map((value) => textElement('value', value));
}

function textElement(name: string, text: string): Element {
  return xml(name, {}, text);
}

function label(text: string | null): string {
  const whole = text ?? '';
  return whole.length > longestLabel ? `${whole.slice(0, longestLabel).toWellFormed()}…` : whole;
}
