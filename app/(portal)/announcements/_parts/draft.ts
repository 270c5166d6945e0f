import type { FailureView } from '#app/_ui/feedback/error-note.tsx';
import type { Recipients, Who } from '#lib/services/announcements/announcement.ts';
import type { RealmChoice } from '#lib/services/realms/list-choices.ts';

/** What is typed and chosen so far. `host` '' is every domain of the server. */
export type Draft = {
  is: Recipients['is'];
  who: Who;
  realm: RealmChoice | null;
  server: string;
  host: string;
  subject: string;
  body: string;
};

export const emptyDraft: Draft = {
  is: 'realm',
  who: 'everybody',
  realm: null,
  server: '',
  host: '',
  subject: '',
  body: '',
};

export function recipientsOf({ is, who, realm, server, host }: Draft): Recipients | null {
  if (is === 'realm') return realm && { is, who, realm: realm.id };
  return server === '' ? null : { is, who, server, host: host || null };
}

/** What is missing before anybody has to be asked. */
export function problemOf(draft: Draft): FailureView | null {
  const missing = (why: string, field: string) => ({
    what: 'The announcement was not prepared.',
    why,
    todo: '',
    field,
  });
  if (!recipientsOf(draft))
    return draft.is === 'realm' ? missing('Choose a realm.', 'realm') : missing('Choose a server.', 'server');
  return draft.body.trim() === '' ? missing('Write a message.', 'body') : null;
}
