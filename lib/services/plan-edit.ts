import type { Modification } from '../directory/port.ts';
import type { Image } from './audited-change.ts';

/** What would change, attribute by attribute: for the preview, the audit row and the modify request alike. */
export type EditPlan = { before: Image; after: Image; modifications: Modification[] };

/**
 * From what was shown to what is wanted, as delete-old + add-new: whoever changed the same value in the meantime makes
 * the directory refuse (16 or 20), and nothing is lost. Unchanged attributes and unchanged values are left alone;
 * when only the order changed, all values are written anew.
 */
export function planEdit(shown: Image, wanted: Image): EditPlan {
  const plan: EditPlan = { before: {}, after: {}, modifications: [] };
  for (const [attribute, after] of Object.entries(wanted)) {
    const before = Object.hasOwn(shown, attribute) ? (shown[attribute] ?? []) : [];
    if (same(before, after)) continue;
    plan.before[attribute] = before;
    plan.after[attribute] = after;
    const reordered = same([...before].sort(), [...after].sort());
    const gone = reordered ? before : before.filter((value) => !after.includes(value));
    const come = reordered ? after : after.filter((value) => !before.includes(value));
    if (gone.length) plan.modifications.push({ op: 'delete', attribute, values: gone });
    if (come.length) plan.modifications.push({ op: 'add', attribute, values: come });
  }
  return plan;
}

function same(left: readonly string[], right: readonly string[]): boolean {
  return left.length === right.length && left.every((value, index) => value === right[index]);
}
