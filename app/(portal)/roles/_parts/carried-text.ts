import type { Carried } from '#lib/services/roles/carried.ts';

/** "Manage users over Field", "the role System administrator". */
export function carriedText({ kind, label, realm }: Carried): string {
  return kind === 'grant' ? `${label} over ${realm?.name}` : `the role ${label}`;
}
