import type { AttributeChange } from '#app/_ui/show/diff.tsx';
import type { FieldRule, FieldRules } from '#lib/domain/command-offer.ts';
import type { FormField } from '#lib/domain/data-form.ts';
import type { OfferRow } from '#lib/services/commands/offers/list-offers.ts';
import type { CommandAddress } from '../../_parts/pressed-command.ts';

/** `offer` null: a new one. */
export type OfferDraft = { command: CommandAddress; serverName: string; commandName: string; offer: OfferRow | null };

/** Rules in the order of the form, then those of fields that it doesn't have: they come in later steps. */
export function fieldsToRule(form: readonly FormField[], rules: FieldRules): FormField[] {
  const inForm = form.filter(({ name, type }) => name !== '' && type !== 'fixed' && type !== 'hidden');
  const known = new Set(inForm.map(({ name }) => name));
  return [...inForm, ...rules.filter(({ name }) => !known.has(name)).map(({ name }) => unseenField(name))];
}

/** Of a later step, or of a form that wasn't read: any text fits. */
function unseenField(name: string): FormField {
  return {
    ...{ name, type: 'text-multi', label: '', description: '', required: false },
    ...{ values: [], options: [], validation: null, hadMedia: false },
  };
}

export function ruleFor(name: string, rules: FieldRules): FieldRule {
  return rules.find((rule) => rule.name === name) ?? { name, is: 'asked', values: [], jid: null };
}

export function withRule(rules: FieldRules, rule: FieldRule): FieldRule[] {
  return rules.some(({ name }) => name === rule.name)
    ? rules.map((one) => (one.name === rule.name ? rule : one))
    : [...rules, rule];
}

type Shown = { name: string; description: string; realmPath: string; audience: readonly string[]; rules: FieldRules };

/** What saving would change, as a person reads it. */
export function changesBetween(before: Shown, after: Shown): AttributeChange[] {
  const [was, is] = [linesOf(before), linesOf(after)];
  return [...new Set([...was.keys(), ...is.keys()])]
    .map((label) => ({ label, before: was.get(label) ?? [], after: is.get(label) ?? [] }))
    .filter((change) => change.before.join('\n') !== change.after.join('\n'));
}

const handlings = { asked: 'Asked', fixed: 'Set and shown', hidden: 'Set and hidden' } as const;
const jids = { person: 'A person of the realm', domain: 'Any JID in the realm’s domains' } as const;

function linesOf({ name, description, realmPath, audience, rules }: Shown): Map<string, string[]> {
  const ofField = ({ name: field, is, values, jid }: FieldRule): [string, string[]] => [
    `Field ${field}`,
    [handlings[is], ...values, ...(jid ? [jids[jid]] : [])],
  ];
  return new Map([
    ['Name', [name.trim()]],
    ['Description', description.trim() === '' ? [] : [description.trim()]],
    ['Realm', [realmPath]],
    ['Who may run it', [...audience]],
    ...rules.map(ofField),
  ]);
}

/** True when nothing in the form names a person: the command then acts on whatever the server holds. */
export function namesNobody(form: readonly FormField[]): boolean {
  return !form.some(({ type }) => type === 'jid-single' || type === 'jid-multi');
}
