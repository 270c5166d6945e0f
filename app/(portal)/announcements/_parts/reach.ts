import type { AnnouncementPreview } from '#lib/services/announcements/preview-announcement.ts';

type Reach = Pick<AnnouncementPreview, 'name' | 'who' | 'people' | 'online' | 'parts'>;

const number = (count: number) => count.toLocaleString('en');
const people = (count: number) => (count === 1 ? '1 person' : `${number(count)} people`);

/** "412 people: 37 are online now, the others get it at their next sign-in." */
export function reachSentence({ who, people: all, online, parts }: Reach): string {
  if (parts.length === 0) return 'Nobody gets it.';
  if (who === 'online')
    return online === null
      ? 'Whoever is online gets it; how many that are can’t be told before.'
      : `${people(online)} online now ${online === 1 ? 'gets' : 'get'} it. Who signs in later doesn’t.`;
  if (all === null) return 'Everybody gets it, who is offline at the next sign-in; how many that are isn’t known.';
  if (online === null) return `${people(all)}. Who is offline gets it at the next sign-in.`;
  if (online >= all) return `${people(all)}, all of them online now.`;
  return `${people(all)}: ${number(online)} online now, the others get it at their next sign-in.`;
}

/** For the button. */
export function sendLabel({ who, people: all, online }: Reach): string {
  const count = who === 'online' ? online : all;
  return count === null ? 'Send announcement' : `Send to ${people(count)}`;
}

/** Who sends to many types how many; null where that isn't known or few. */
export function countToType({ who, people: all, online }: Reach): string | null {
  const count = who === 'online' ? online : all;
  return count !== null && count >= 100 ? String(count) : null;
}
