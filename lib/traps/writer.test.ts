import { expect, test } from 'vitest';
import { type Waiting, Writer } from './writer.ts';

test('an answer that can’t be sent is that of one notification: the others are answered, and the process goes on', async () => {
  const [answered, failures]: [string[], unknown[]] = [[], []];
  const writer = new Writer(
    async (notifications) => notifications.length,
    (cause) => failures.push(cause),
  );
  const event = { at: new Date(), target: '', kind: '', severity: 'info' as const, text: '' };
  const one = (key: string, kept: () => void): Waiting => ({ key, clock: null, event, kept });
  writer.add(
    one('bad', () => {
      throw new RangeError('port 0');
    }),
  );
  writer.add(one('good', () => answered.push('good')));
  await writer.end();
  expect(answered).toEqual(['good']);
  expect(failures).toEqual([expect.any(RangeError)]);
});
