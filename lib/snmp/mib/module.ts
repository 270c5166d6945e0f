/** What one MIB module says, as it stands in its text: names that other modules define are still names. JSON as it is. */
export type MibModule = {
  name: string;
  imports: { from: string; names: string[] }[];
  nodes: MibNode[];
  types: MibType[];
  /** LAST-UPDATED as it is written ("202611210000Z"), of MODULE-IDENTITY. */
  updated: string | null;
  /** What could not be read and was left out: "Line 12: …" */
  notes: string[];
};

/** By the macro that defines it. `node`: OBJECT IDENTIFIER, MODULE-IDENTITY, OBJECT-IDENTITY. `group`: what is only for compilers. */
export type Definition = 'node' | 'object' | 'notification' | 'group';

export type MibNode = {
  name: string;
  is: Definition;
  /** The place as it is written: the name of the parent and numbers, or numbers alone. */
  at: (string | number)[];
  line: number;
  description: string;
} & Partial<ObjectClauses>;

export type ObjectClauses = {
  syntax: MibSyntax;
  units: string;
  access: string;
  status: string;
  /** Columns of a row's index; the last may be IMPLIED (RFC 2578, 7.7). */
  index: string[];
  augments: string;
  /** What a notification carries. */
  objects: string[];
};

export type MibSyntax = {
  /** INTEGER, OCTET STRING, OBJECT IDENTIFIER, BITS, Counter64, the name of another type, or SEQUENCE OF. */
  type: string;
  /** Of an enumeration, or places of BITS. */
  words?: [number, string][];
};

export type MibType = { name: string; syntax: MibSyntax; hint: string };

export const mibBounds = {
  /** Characters of one file. */
  text: 2_000_000,
  nodes: 20_000,
  types: 5_000,
  words: 4_000,
  arcs: 128,
  name: 128,
  description: 4_000,
} as const;
