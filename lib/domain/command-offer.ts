import type { DataForm, FormAnswer, FormField } from './data-form.ts';
import { isSecretField } from './secret-field.ts';

/**
 * What an offered command makes of one field, in whatever step it comes: `asked` of who runs it; `fixed` to values that are
 * shown; `hidden` with values that are sent and not shown. A field without a rule is asked.
 *
 * `jid`: every value must be the JID of a person of the realm (`person`), or any JID in the realm's domains (`domain`). null
 * is `person` for fields of a JID's type; in all others only what looks like a JID is looked at. No field is exempt.
 */
export type FieldRule = {
  name: string;
  is: 'asked' | 'fixed' | 'hidden';
  values: string[];
  jid: 'person' | 'domain' | null;
};
export type FieldRules = readonly FieldRule[];

/** Secrets are always asked: an offer keeps none. */
export function handlingOf(field: Pick<FormField, 'name' | 'type'>, rules: FieldRules): FieldRule['is'] {
  if (isSecretField(field.name, field.type)) return 'asked';
  return ruleOf(field.name, rules)?.is ?? 'asked';
}

export function jidRuleOf({ name, type }: Pick<FormField, 'name' | 'type'>, rules: FieldRules): FieldRule['jid'] {
  return ruleOf(name, rules)?.jid ?? (type === 'jid-single' || type === 'jid-multi' ? 'person' : null);
}

/** The answer to a form: what was typed where it is asked, what the offer says everywhere else. */
export function ruledAnswer(form: Pick<DataForm, 'fields'>, rules: FieldRules, typed: FormAnswer): FormAnswer {
  const set = form.fields.filter((field) => handlingOf(field, rules) !== 'asked');
  const own = new Set(set.map(({ name }) => name));
  const asked = Object.entries(typed).filter(([name]) => !own.has(name));
  return Object.fromEntries([...asked, ...set.map(({ name }) => [name, ruleOf(name, rules)?.values ?? []] as const)]);
}

/** The fields as who runs it gets them: hidden ones are not among them, fixed ones are text. */
export function shownFields(fields: readonly FormField[], rules: FieldRules): FormField[] {
  return fields.flatMap((field): FormField[] => {
    const handling = field.type === 'hidden' ? 'hidden' : handlingOf(field, rules);
    if (handling === 'hidden') return [];
    if (handling === 'asked') return [field];
    const values = (ruleOf(field.name, rules)?.values ?? []).map((value) => readable(field, value));
    return [{ ...field, type: 'fixed', label: field.label || field.name, values, options: [] }];
  });
}

/** The last rule counts, as nobody can tell which of two was meant: offers are kept with one a field. */
function ruleOf(name: string, rules: FieldRules): FieldRule | undefined {
  return rules.findLast((rule) => rule.name === name);
}

function readable({ type, options }: FormField, value: string): string {
  if (type === 'boolean') return value === '1' ? 'Yes' : 'No';
  return options.find((option) => option.value === value)?.label || value;
}
