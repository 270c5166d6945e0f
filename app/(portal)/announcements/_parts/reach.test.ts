import { describe, expect, test } from 'vitest';
import { countToType, reachSentence, sendLabel } from './reach.ts';

const part = { domain: 'field.example', people: 412, online: 37, by: 'announce-to' };
const reach = { name: 'everybody in field', who: 'everybody' as const, people: 412, online: 37, parts: [part] };

describe('who gets an announcement', () => {
  test('is told with how many are online, and when the others get it', () => {
    expect(reachSentence(reach)).toBe('412 people: 37 online now, the others get it at their next sign-in.');
    expect(reachSentence({ ...reach, people: 1, online: 1 })).toBe('1 person, all of them online now.');
  });

  test('is told as not known where it isn’t', () => {
    expect(reachSentence({ ...reach, people: null, online: null })).toMatch(/isn’t known/);
    expect(reachSentence({ ...reach, online: null })).toBe('412 people. Who is offline gets it at the next sign-in.');
    expect(sendLabel({ ...reach, people: null })).toBe('Send announcement');
  });

  test('is only who is online where that was chosen', () => {
    expect(reachSentence({ ...reach, who: 'online' })).toBe('37 people online now get it. Who signs in later doesn’t.');
    expect(sendLabel({ ...reach, who: 'online', online: 1 })).toBe('Send to 1 person');
  });

  test('is nobody where no road leads to anybody', () => {
    expect(reachSentence({ ...reach, parts: [] })).toBe('Nobody gets it.');
  });

  test('has their number typed when they are many', () => {
    expect(countToType(reach)).toBe('412');
    expect(countToType({ ...reach, who: 'online' })).toBeNull();
    expect(countToType({ ...reach, people: null })).toBeNull();
  });
});
