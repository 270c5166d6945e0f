import { type Element, xml } from '@xmpp/xml';
import fc from 'fast-check';
import { expect, test } from 'vitest';
import { type DataForm, type FormField, fieldTypes } from '../domain/data-form.ts';
import { checkAnswer } from '../domain/data-form-check.ts';
import { formElement, parseForm, submission } from './data-forms.ts';
import { parseXml } from './parse-xml-under-test.ts';

function read(xml: string): DataForm {
  const parsed = parseForm(parseXml(xml));
  if (!parsed.ok) throw new Error(parsed.failure.why);
  return parsed.value;
}

const x = (content: string, type = 'form') => `<x xmlns='jabber:x:data' type='${type}'>${content}</x>`;

test('every type of field is read with its label, its options and its defaults', () => {
  const form = read(
    x(`<title>New account</title><instructions>Fill this in.</instructions><instructions>All of it.</instructions>
    <field type='hidden' var='FORM_TYPE'><value>urn:example:account</value></field>
    <field type='fixed'><value>About the person</value></field>
    <field type='text-single' var='name' label='Name'><desc>As on the badge</desc><required/></field>
    <field type='text-private' var='secret' label='Password'/>
    <field type='text-multi' var='address'><value>First line</value><value>Second line</value></field>
    <field type='boolean' var='public'><value>true</value></field>
    <field type='list-single' var='size'><option label='Small'><value>s</value></option><option label='Large'><value>l</value></option><value>s</value></field>
    <field type='list-multi' var='lists'><option><value>news</value></option></field>
    <field type='jid-single' var='owner'/><field type='jid-multi' var='friends'/>`),
  );
  expect(form.title).toBe('New account');
  expect(form.instructions).toEqual(['Fill this in.', 'All of it.']);
  expect(form.fields.map((field) => field.type).toSorted()).toEqual([...fieldTypes]);
  const byName = Object.fromEntries(form.fields.map((field) => [field.name, field]));
  expect(byName.name).toMatchObject({ label: 'Name', description: 'As on the badge', required: true, values: [] });
  expect(byName.address?.values).toEqual(['First line', 'Second line']);
  expect(byName.public?.values).toEqual(['1']);
  expect(byName.size?.options).toEqual([
    { label: 'Small', value: 's' },
    { label: 'Large', value: 'l' },
  ]);
  expect(byName.lists?.options).toEqual([{ label: '', value: 'news' }]);
});

test('a result is a table of columns and rows', () => {
  const form = read(
    x(
      `<reported><field var='jid' label='Address' type='jid-single'/><field var='since' label='Since'/></reported>
      <item><field var='jid'><value>ada@north.example</value></field><field var='since'><value>today</value></field></item>
      <item><field var='jid'><value>bob@north.example</value></field></item>`,
      'result',
    ),
  );
  expect(form.kind).toBe('result');
  expect(form.reported.map(({ name, label }) => [name, label])).toEqual([
    ['jid', 'Address'],
    ['since', 'Since'],
  ]);
  expect(form.items.map((row) => row.map((cell) => cell.values[0]))).toEqual([
    ['ada@north.example', 'today'],
    ['bob@north.example'],
  ]);
});

test('validation of XEP-0122 is read in each of its methods', () => {
  const validate = (inner: string, datatype = "datatype='xs:integer'") =>
    read(
      x(
        `<field var='f'><validate xmlns='http://jabber.org/protocol/xdata-validate' ${datatype}>${inner}</validate></field>`,
      ),
    ).fields[0]?.validation;
  expect(validate('<basic/>')).toEqual({ datatype: 'xs:integer', method: 'basic' });
  expect(validate('<open/>', '')).toEqual({ datatype: 'xs:string', method: 'open' });
  expect(validate("<range min='1' max='9'/>")).toEqual({ datatype: 'xs:integer', method: 'range', min: '1', max: '9' });
  expect(validate('<regex>[0-9]+</regex>')).toMatchObject({ method: 'regex', regex: '[0-9]+' });
  expect(validate("<basic/><list-range min='1' max='many'/>")).toMatchObject({ listRange: { min: 1 } });
});

test('a picture in a form is left out, and that is said', () => {
  const form = read(
    x("<field var='f'><media xmlns='urn:xmpp:media-element'><uri type='image/png'>cid:1</uri></media></field>"),
  );
  expect(form.fields[0]).toMatchObject({ name: 'f', hadMedia: true, values: [] });
});

test('a field of no or of an unknown type is text, and one without a name is only shown', () => {
  const form = read(
    x(
      "<field var='a'/><field var='b' type='hologram'/><field var='c'><value>1</value><value>2</value></field><field type='text-single'/>",
    ),
  );
  expect(form.fields.map((field) => field.type)).toEqual(['text-single', 'text-single', 'text-multi', 'fixed']);
});

test('what is no form is not taken for one', () => {
  expect(parseForm(parseXml("<x xmlns='jabber:x:oob'/>")).ok).toBe(false);
  expect(parseForm(parseXml("<x xmlns='jabber:x:data' type='surprise'/>")).ok).toBe(false);
});

test('a form beyond the bounds is refused, and never cut', () => {
  const failing = (content: string) => {
    const parsed = parseForm(parseXml(x(content)));
    return parsed.ok ? null : parsed.failure.kind;
  };
  expect(failing("<field var='f'/>".repeat(1_001))).toBe('too-many');
  expect(failing(`<field var='f'>${'<option><value/></option>'.repeat(5_001)}</field>`)).toBe('too-many');
  expect(failing(`<field var='f'><value>${'x'.repeat(262_145)}</value></field>`)).toBe('too-many');
  expect(failing(`<item>${"<field var='f'/>".repeat(1_001)}</item>`)).toBe('too-many');
});

test('a label without end is cut', () => {
  const [field] = read(x(`<field var='f' label='${'x'.repeat(100_000)}'/>`)).fields;
  expect(field?.label.length).toBe(2_001);
});

test('what is submitted has the names and values that were filled in, escaped', () => {
  const sent = submission({
    FORM_TYPE: ['admin'],
    name: ['<b>&"\''],
    lines: ['one', '', 'three'],
    none: [],
  }).toString();
  expect(read(sent).fields.map(({ name, values }) => [name, values])).toEqual([
    ['FORM_TYPE', ['admin']],
    ['name', ['<b>&"\'']],
    ['lines', ['one', '', 'three']],
    ['none', []],
  ]);
});

/** Text as XML 1.0 can carry it. */
const text = fc
  .string({ unit: 'grapheme', maxLength: 20 })
  .filter((value) => value.isWellFormed() && !/[\u0000-\u001f\ufffe\uffff]/.test(value));
const name = text.filter((value) => value !== '');
const field: fc.Arbitrary<FormField> = fc.record({
  name,
  type: fc.constantFrom(...fieldTypes.filter((type) => type !== 'boolean')),
  label: text,
  description: text,
  required: fc.boolean(),
  values: fc.array(text, { maxLength: 3 }),
  options: fc.array(fc.record({ label: text, value: text }), { maxLength: 3 }),
  validation: fc.constantFrom(null, { datatype: 'xs:integer', method: 'range', min: '1' } as const),
  hadMedia: fc.boolean(),
});
const anyForm: fc.Arbitrary<DataForm> = fc.record({
  kind: fc.constantFrom('form', 'submit', 'cancel', 'result'),
  title: text,
  instructions: fc.array(text, { maxLength: 2 }),
  fields: fc.array(field, { maxLength: 4 }),
  reported: fc.array(field, { maxLength: 2 }),
  items: fc.array(fc.array(field, { maxLength: 2 }), { maxLength: 2 }),
});

test('every form is the same after it went over the wire', () => {
  fc.assert(
    fc.property(anyForm, (form) => {
      expect(read(formElement(form).toString())).toEqual(form);
    }),
  );
});

/** Any tree of the words that forms are made of, in any order, with any attributes. */
const words = [
  'x',
  'field',
  'value',
  'option',
  'validate',
  'range',
  'list-range',
  'regex',
  'reported',
  'item',
  'title',
];
const spaces = ['jabber:x:data', 'http://jabber.org/protocol/xdata-validate', 'urn:xmpp:media-element', ''];
const { tree } = fc.letrec<{ tree: Element }>((tie) => ({
  tree: fc
    .record({
      name: fc.constantFrom(...words),
      attrs: fc.dictionary(
        fc.constantFrom('var', 'type', 'label', 'min', 'max', 'datatype', '__proto__', 'constructor'),
        fc.oneof(text, fc.constantFrom(...fieldTypes, 'form', 'result', '__proto__')),
      ),
      xmlns: fc.constantFrom(...spaces),
      children: fc.oneof(
        { depthSize: 'small', withCrossShrink: true },
        fc.array(text, { maxLength: 1 }),
        fc.array(tie('tree'), { maxLength: 5 }),
      ),
    })
    .map(({ name, attrs, xmlns, children }) => xml(name, { ...attrs, ...(xmlns && { xmlns }) }, children)),
}));

test('whatever comes in a form, it is a form or a failure, and its answer can be judged', () => {
  fc.assert(
    fc.property(fc.array(tree, { maxLength: 6 }), fc.dictionary(text, fc.array(text)), (content, answer) => {
      const parsed = parseForm(xml('x', { xmlns: 'jabber:x:data', type: 'form' }, content));
      if (!parsed.ok) return;
      const checked = checkAnswer(parsed.value, answer);
      if (checked.ok) expect(parseForm(submission(checked.value)).ok).toBe(true);
    }),
    { numRuns: 500 },
  );
});
