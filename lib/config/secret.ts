import { readFileSync } from 'node:fs';

/** Ends a start; says which setting, and why. */
export class ConfigError extends Error {}

/** The value itself, or what stands in the file; empty without either. */
export function secret(name: string, value: string | undefined, file: string | undefined): string {
  if (value !== undefined) return value;
  if (file === undefined) return '';
  try {
    return readFileSync(file, 'utf8').trim();
  } catch {
    throw new ConfigError(`The settings can't be used: ${name}_FILE names a file that can't be read: ${file}.`);
  }
}
