import { expect } from 'vitest';
import type { MibModule } from '../module.ts';
import { parseMibs } from '../parse.ts';

/** For tests only: the one module that a text defines. */
export function only(text: string): MibModule {
  const parsed = parseMibs(text);
  if (!parsed.ok) throw new Error(`line ${parsed.line}: ${parsed.why}`);
  expect(parsed.modules).toHaveLength(1);
  return parsed.modules[0] as MibModule;
}

/** A text that defines one. */
export const module = (body: string) => `ACME-MIB DEFINITIONS ::= BEGIN\n${body}\nEND\n`;
