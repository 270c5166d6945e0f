import { describe, expect, test } from 'vitest';
import { type FieldRule, jidRuleOf, ruledAnswer, shownFields } from './command-offer.ts';
import type { FieldType, FormField } from './data-form.ts';

const field = (name: string, type: FieldType = 'text-single', values: string[] = []): FormField => ({
  name,
  type,
  label: '',
  description: '',
  required: false,
  values,
  options: [],
  validation: null,
  hadMedia: false,
});
const rule = (name: string, is: FieldRule['is'], ...values: string[]): FieldRule => ({ name, is, values, jid: null });
const fields = [
  field('FORM_TYPE', 'hidden', ['x']),
  field('who', 'jid-single'),
  field('reason'),
  field('quiet', 'boolean'),
  field('password', 'text-private'),
];
const rules = [rule('reason', 'fixed', 'Maintenance'), rule('quiet', 'hidden', '1'), rule('password', 'hidden', 'x')];

describe('what an offer sets', () => {
  test('is sent as the offer says, whatever the browser sends for it', () => {
    const typed = { who: ['uma@north.example'], reason: ['forged'], quiet: ['0'] };
    expect(ruledAnswer({ fields }, rules, typed)).toEqual({
      who: ['uma@north.example'],
      reason: ['Maintenance'],
      quiet: ['1'],
    });
  });

  test('says nothing of fields that this step does not have', () => {
    expect(ruledAnswer({ fields: [field('other')] }, rules, {})).toEqual({});
  });

  test('is shown when it is fixed, and not when it is hidden', () => {
    const shown = shownFields(fields, rules);
    expect(shown.map(({ name, type }) => [name, type])).toEqual([
      ['who', 'jid-single'],
      ['reason', 'fixed'],
      ['password', 'text-private'],
    ]);
    expect(shown[1]?.values).toEqual(['Maintenance']);
  });

  test('is never a secret: those are asked', () => {
    expect(ruledAnswer({ fields }, rules, { password: ['typed'] }).password).toEqual(['typed']);
  });
});

test('fields of a JID’s type want a person unless the offer says otherwise; no rule makes them free', () => {
  expect(jidRuleOf(field('who', 'jid-multi'), [])).toBe('person');
  expect(jidRuleOf(field('who', 'jid-multi'), [rule('who', 'asked')])).toBe('person');
  expect(jidRuleOf(field('who', 'jid-multi'), [{ ...rule('who', 'asked'), jid: 'domain' }])).toBe('domain');
  expect(jidRuleOf(field('reason'), [])).toBeNull();
});
