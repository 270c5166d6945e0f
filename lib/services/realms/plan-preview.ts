import type { Dn } from '../../domain/dn.ts';
import { ldifOf } from '../../domain/ldif.ts';
import type { Image } from '../audited-change.ts';
import type { EditPlan } from '../plan-edit.ts';

/** Before and after by attribute, and the change record (RFC 2849); an empty one when nothing changes. */
export type PlanPreview = { before: Image; after: Image; ldif: string };

export function previewOf(dn: Dn, { before, after, modifications }: EditPlan): PlanPreview {
  return { before, after, ldif: modifications.length ? ldifOf({ change: 'modify', dn, modifications }) : '' };
}
