import { z } from 'zod';
import { isDomain } from '../../domain/jid.ts';
import { shownText } from '../servers/shown-text.ts';

const who = z.enum(['online', 'everybody']);
export type Who = z.infer<typeof who>;

/** `host` null: every domain of the server. `realm`: entryUUID; its people and those of every realm below it. */
export const recipients = z.discriminatedUnion('is', [
  z.object({
    is: z.literal('server'),
    server: z.uuid('Choose a server.'),
    host: z.string().refine(isDomain, 'This is no domain.').nullable(),
    who,
  }),
  z.object({ is: z.literal('realm'), realm: z.uuid('Choose a realm.'), who }),
]);
export type Recipients = z.infer<typeof recipients>;

const mostCharacters = 10_000;
const longestSubject = 200;

/** What people read. */
export const message = z.object({
  subject: shownText(longestSubject).refine((text) => !/[\n\t]/.test(text), 'A subject is one line.'),
  body: shownText(mostCharacters).refine((text) => text !== '', 'Write a message.'),
});

export const announcementInput = message.extend({ to: recipients });
