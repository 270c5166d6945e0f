import { Duplex, PassThrough } from 'node:stream';
import { expect, test } from 'vitest';
import { askBy } from './ask.ts';

/** A real machine would have to let a password expire. */
function shellThatGreets(greeting: string) {
  const typed: string[] = [];
  const channel = Object.assign(
    new Duplex({
      read() {},
      write(chunk, _, done) {
        typed.push(String(chunk));
        channel.push('a longer answer than the command was, answered\r\ncms1> ');
        done();
      },
    }),
    { stderr: new PassThrough() },
  );
  channel.push(greeting);
  const client = {
    exec: (_: string, done: (error: Error) => void) => done(new Error('no commands here')),
    shell: (_: object, done: (error: undefined, opened: typeof channel) => void) => done(undefined, channel),
  };
  const ask = () => askBy({ client, socket: {} } as never, 'xmpp cluster status', performance.now() + 10_000);
  return { ask, typed };
}

test.each(['Password expired.\r\nPlease enter new password: ', 'Continue?'])(
  'nothing is typed into a question: %j',
  async (greeting) => {
    const { ask, typed } = shellThatGreets(greeting);
    expect(await ask()).toMatchObject({ detail: expect.stringContaining('Nothing was typed') });
    expect(typed).toEqual([]);
  },
);

test('the command is typed at a prompt', async () => {
  const { ask, typed } = shellThatGreets('Welcome\r\ncms1> ');
  expect(await ask()).toMatchObject({ text: expect.stringContaining('answered') });
  expect(typed[0]).toBe('xmpp cluster status\n');
});
