import type { DataForm, FormField } from '../../../domain/data-form.ts';
import type { Dn } from '../../../domain/dn.ts';
import { ok, type Result } from '../../../domain/failure.ts';
import { jidsIn } from '../../../domain/jids-in-value.ts';
import type { CommandStage } from '../../../xmpp/port.ts';
import type { Context } from '../../context.ts';
import { domainOwners } from './domain-owners.ts';

/** `leftOut`: rows, values and choices that name somebody of another realm. */
export type Sifted = { stage: CommandStage; leftOut: number };

/**
 * An answer of the server without what names JIDs of other realms: rows of tables, values of fields, choices, notes. What a
 * server hides in a form stays, as it must be sent back; it reaches no browser. Titles and instructions are the server's own.
 */
export async function siftStage(context: Context, realm: Dn, stage: CommandStage): Promise<Result<Sifted>> {
  const domains = new Map(textsOf(stage).map((text) => [text, jidsIn(text).all.map(({ domain }) => domain)]));
  const owners = await domainOwners(context, realm, new Set([...domains.values()].flat()));
  if (!owners.ok) return owners;
  const foreign = (text: string) =>
    (domains.get(text) ?? jidsIn(text).all.map(({ domain }) => domain)).some(
      (domain) => owners.value(domain) === 'foreign',
    );
  let leftOut = 0;
  const keep = <T>(all: readonly T[], texts: (one: T) => readonly string[]): T[] => {
    const kept = all.filter((one) => !texts(one).some(foreign));
    leftOut += all.length - kept.length;
    return kept;
  };
  const siftField = (field: FormField): FormField =>
    field.type === 'hidden'
      ? field
      : {
          ...field,
          values: keep(field.values, (value) => [value]),
          options: keep(field.options, ({ label, value }) => [label, value]),
        };
  const sifted = (form: DataForm): DataForm => ({
    ...form,
    fields: form.fields.map(siftField),
    items: keep(form.items, (row) => row.flatMap(({ values }) => values)),
  });
  const form = stage.form && sifted(stage.form);
  const notes = stage.notes.map((note) => (foreign(note.text) ? { ...note, text: withheld } : note));
  return ok({ stage: { ...stage, form, notes }, leftOut });
}

const withheld = 'The server’s words name JIDs of other realms and are not shown.';

function textsOf({ form, notes }: CommandStage): string[] {
  const ofField = ({ values, options }: FormField) => [
    ...values,
    ...options.flatMap(({ label, value }) => [label, value]),
  ];
  const ofForm = form ? [...form.fields, ...form.items.flat()].flatMap(ofField) : [];
  return [...ofForm, ...notes.map(({ text }) => text)];
}
