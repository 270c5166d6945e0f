import fc from 'fast-check';
import { expect, test } from 'vitest';
import { planEdit } from './plan-edit.ts';

test('what stays the same is not written', () => {
  expect(planEdit({ title: ['Cook'] }, { title: ['Cook'] }).modifications).toEqual([]);
});

test('an old value goes and a new one comes, so that a change in between is refused by the directory', () => {
  expect(planEdit({ mobile: ['1'] }, { mobile: ['2'] }).modifications).toEqual([
    { op: 'delete', attribute: 'mobile', values: ['1'] },
    { op: 'add', attribute: 'mobile', values: ['2'] },
  ]);
});

test('only values that changed are named: somebody else’s new value beside them stays', () => {
  expect(planEdit({ mail: ['a@x', 'b@x'] }, { mail: ['a@x', 'c@x'] }).modifications).toEqual([
    { op: 'delete', attribute: 'mail', values: ['b@x'] },
    { op: 'add', attribute: 'mail', values: ['c@x'] },
  ]);
});

test('a new order writes all values anew', () => {
  const { modifications } = planEdit({ mail: ['a@x', 'b@x'] }, { mail: ['b@x', 'a@x'] });
  expect(modifications.map(({ op }) => op)).toEqual(['delete', 'add']);
  expect(modifications[1]?.values).toEqual(['b@x', 'a@x']);
});

const image = fc.dictionary(
  fc.constantFrom('title', 'mobile', 'mail'),
  fc.uniqueArray(fc.string({ minLength: 1, maxLength: 4 }), { maxLength: 4 }),
);

test('carried out on what was shown, a plan leads to what was wanted, and undone back again', () => {
  fc.assert(
    fc.property(image, image, (shown, wanted) => {
      const plan = planEdit(shown, wanted);
      const there = apply(shown, plan.modifications);
      for (const [name, values] of Object.entries(wanted))
        expect(there[name] ?? [], 'in the order that was wanted').toEqual(values);
      const back = apply(there, planEdit(plan.after, plan.before).modifications);
      for (const name of Object.keys(wanted)) expect(back[name] ?? []).toEqual(shown[name] ?? []);
    }),
  );
});

function apply(image: Record<string, string[]>, modifications: ReturnType<typeof planEdit>['modifications']) {
  const now: Record<string, string[]> = structuredClone(image);
  for (const { op, attribute, values = [] } of modifications) {
    const before = now[attribute] ?? [];
    now[attribute] =
      op === 'delete' ? before.filter((value) => !values.includes(value)) : [...before, ...(values as string[])];
  }
  return now;
}

test('a name that every object has is an attribute like others', () => {
  expect(planEdit({}, { constructor: ['x'] }).modifications).toEqual([
    { op: 'add', attribute: 'constructor', values: ['x'] },
  ]);
});
