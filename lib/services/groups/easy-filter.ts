import type { PersonAttributeName } from '../../domain/person-attribute.ts';

/** The attributes that a filter is commonly made of. */
export const easyAttributes = [
  'departmentNumber',
  'title',
  'employeeType',
  'ou',
  'o',
  'l',
  'st',
  'roomNumber',
  'businessCategory',
  'preferredLanguage',
] as const satisfies readonly PersonAttributeName[];

export const easyTests = ['is', 'contains', 'starts', 'present'] as const;

export type EasyCondition = {
  attribute: (typeof easyAttributes)[number];
  test: (typeof easyTests)[number];
  value: string;
};

/** "All of" or "any of" some conditions on people. */
export type EasyFilter = { match: 'all' | 'any'; conditions: EasyCondition[] };

/** RFC 4515 text of a filter on people. Values are escaped, attributes are from the list above. */
export function easyFilterText({ match, conditions }: EasyFilter, personClass: string): string {
  const parts = conditions.map(conditionText).join('');
  const people = `(objectClass=${personClass})`;
  if (conditions.length === 0) return people;
  return match === 'any' && conditions.length > 1 ? `(&${people}(|${parts}))` : `(&${people}${parts})`;
}

function conditionText({ attribute, test, value }: EasyCondition): string {
  const escaped = escapeValue(value.trim());
  if (test === 'present') return `(${attribute}=*)`;
  return `(${attribute}=${test === 'contains' ? '*' : ''}${escaped}${test === 'is' ? '' : '*'})`;
}

/** The way back; null for a filter that the builder could not have written. */
export function parseEasyFilter(text: string, personClass: string): EasyFilter | null {
  const inner = /^\(&\(objectClass=[A-Za-z][A-Za-z0-9-]*\)(.*)\)$/s.exec(text.trim())?.[1];
  const any = inner && /^\(\|(.*)\)$/s.exec(inner)?.[1];
  const list = any || inner || '';
  const conditions = [...list.matchAll(/\(([A-Za-z]+)=([^()]*)\)/g)].flatMap(
    ([, attribute, value]) => readCondition(attribute ?? '', value ?? '') ?? [],
  );
  const read: EasyFilter = { match: any ? 'any' : 'all', conditions };
  return easyFilterText(read, personClass).toLowerCase() === text.trim().toLowerCase() ? read : null;
}

function readCondition(name: string, value: string): EasyCondition | null {
  const attribute = easyAttributes.find((known) => known.toLowerCase() === name.toLowerCase());
  if (!attribute) return null;
  if (value === '*') return { attribute, test: 'present', value: '' };
  const [, before = '', middle = '', after = ''] = /^(\*?)([^*]*)(\*?)$/.exec(value) ?? [];
  const test = before && after ? 'contains' : after ? 'starts' : 'is';
  return {
    attribute,
    test,
    value: middle.replace(/\\([0-9a-f]{2})/gi, (_, pair: string) => String.fromCharCode(Number.parseInt(pair, 16))),
  };
}

/** RFC 4515, 3: these stand for something else in a filter. */
function escapeValue(value: string): string {
  return value.replace(
    /[\\*()\u0000-\u001f\u007f]/g,
    (character) => `\\${character.charCodeAt(0).toString(16).padStart(2, '0')}`,
  );
}
