/**
 * A data form (XEP-0004) as a value: what a server asks for, what somebody filled in, what came out. XML is parsed into it
 * once, in lib/xmpp/data-forms.ts; nothing here knows of XML.
 */
export type DataForm = {
  kind: 'form' | 'submit' | 'cancel' | 'result';
  title: string;
  instructions: string[];
  fields: FormField[];
  /** A result's table (XEP-0004, 3.4): columns and rows, each row a list of fields. */
  reported: FormField[];
  items: FormField[][];
};

export const fieldTypes = [
  'boolean',
  'fixed',
  'hidden',
  'jid-multi',
  'jid-single',
  'list-multi',
  'list-single',
  'text-multi',
  'text-private',
  'text-single',
] as const;
export type FieldType = (typeof fieldTypes)[number];

export type FormField = {
  /** Empty for `fixed` fields without one. */
  name: string;
  type: FieldType;
  label: string;
  description: string;
  required: boolean;
  values: string[];
  options: { label: string; value: string }[];
  validation: FieldValidation | null;
  /** A media element (XEP-0221) was left out. */
  hadMedia: boolean;
};

/** XEP-0122. `datatype` such as xs:integer; range bounds as written. */
export type FieldValidation = {
  datatype: string;
  method: 'basic' | 'open' | 'range' | 'regex';
  min?: string;
  max?: string;
  regex?: string;
  listRange?: { min?: number; max?: number };
};

/** What somebody filled in: field name to values. A boolean is "1" or "0" (XEP-0004, 3.3). */
export type FormAnswer = Readonly<Record<string, readonly string[]>>;
