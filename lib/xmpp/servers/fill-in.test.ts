import { expect, test } from 'vitest';
import type { DataForm, FieldType } from '../../domain/data-form.ts';
import { fillIn } from './fill-in.ts';

const asking = (name: string, type: FieldType): DataForm => ({
  ...{ kind: 'form', title: '', instructions: [], reported: [], items: [] },
  fields: [
    {
      ...{ name, type, label: '', description: '', required: true, values: [], validation: null, hadMedia: false },
      options: [{ label: 'A', value: 'a' }],
    },
  ],
});

test.each(['list-single', 'jid-single', 'boolean'] as const)(
  'a server that asks for a password as %s gets a refusal that doesn’t repeat it',
  (type) => {
    const filled = fillIn(asking('password', type), [{ names: ['password'], values: ['hush, hush'] }]);
    expect(filled).toMatchObject({ ok: false, failure: { why: expect.stringContaining('in password') } });
    expect(JSON.stringify(filled)).not.toContain('hush');
  },
);

test('what is wrong with any other value is said', () => {
  const filled = fillIn(asking('accountjid', 'jid-single'), [{ names: ['accountjid'], values: ['no jid'] }]);
  expect(filled).toMatchObject({ ok: false, failure: { why: expect.stringContaining('"no jid"') } });
});
