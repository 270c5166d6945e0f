import type { DataForm, FormField } from '../../domain/data-form.ts';
import type { Read } from './values.ts';

/** What a row or a form is read into: for each property the field's names, the first that is there, and how it is read. */
export type Shape = Readonly<Record<string, readonly [names: string | readonly string[], read: Read<unknown>]>>;
export type Shaped<S extends Shape> = {
  -readonly [K in keyof S]: S[K] extends readonly [unknown, Read<infer T>] ? T : never;
};

const mostRows = 5_000;

/** Rows that don't have the shape are left out, and counted. */
export function readRows<S extends Shape>(form: DataForm, shape: S): { rows: Shaped<S>[]; dropped: number } {
  const read = form.items.slice(0, mostRows).map((item) => readOne(item, shape));
  const rows = read.filter((row) => row !== null);
  return { rows, dropped: form.items.length - rows.length };
}

/** The single fields of a form; null when one that must be there isn't. */
export function readFields<S extends Shape>(form: DataForm, shape: S): Shaped<S> | null {
  return readOne(form.fields, shape);
}

function readOne<S extends Shape>(fields: readonly FormField[], shape: S): Shaped<S> | null {
  const values = new Map(fields.map((field) => [field.name, field.values]));
  const read: Record<string, unknown> = {};
  for (const [property, [names, how]] of Object.entries(shape)) {
    const there = [names].flat().find((name) => values.has(name));
    const value = how(there === undefined ? [] : (values.get(there) as string[]));
    if (value === undefined) return null;
    read[property] = value;
  }
  return read as Shaped<S>;
}
