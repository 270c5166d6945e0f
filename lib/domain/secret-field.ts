import type { FieldType } from './data-form.ts';

/** Servers ask for secrets in plain text fields too. */
const secretName = /pass|pwd|secret|token|credential|api_?-?key/i;

/** Whether what is typed there is masked wherever it would be kept. `type` null: not known. */
export function isSecretField(name: string, type: FieldType | null): boolean {
  return type === 'text-private' || secretName.test(name);
}
