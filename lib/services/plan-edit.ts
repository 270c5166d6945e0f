import type { Modification } from '../directory/port.ts';
import type { Image } from './audited-change.ts';

/** What would change, attribute by attribute: for the preview, the audit row and the modify request alike. */
export type EditPlan = { before: Image; after: Image; modifications: Modification[] };

/**
 * From what was shown to what is wanted, as delete-old + add-new: whoever changed the same value in the meantime makes
 * the directory refuse (16 or 20), and nothing is lost. Unchanged attributes and unchanged values are left alone, unless
 * the order would not be the one that is wanted, since what is added comes last: then all values are written anew.
 */
export function planEdit(shown: Image, wanted: Image): EditPlan {
  const plan: EditPlan = { before: {}, after: {}, modifications: [] };
  for (const [attribute, after] of Object.entries(wanted)) {
    const before = Object.hasOwn(shown, attribute) ? (shown[attribute] ?? []) : [];
    if (same(before, after)) continue;
    plan.before[attribute] = before;
    plan.after[attribute] = after;
    const kept = before.filter((value) => after.includes(value));
    const added = after.filter((value) => !before.includes(value));
    const inOrder = same([...kept, ...added], after);
    const gone = inOrder ? before.filter((value) => !after.includes(value)) : before;
    const come = inOrder ? added : after;
    if (gone.length) plan.modifications.push({ op: 'delete', attribute, values: gone });
    if (come.length) plan.modifications.push({ op: 'add', attribute, values: come });
  }
  return plan;
}

function same(left: readonly string[], right: readonly string[]): boolean {
  return left.length === right.length && left.every((value, index) => value === right[index]);
}
