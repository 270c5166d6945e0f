import type { SearchHit } from '../lib/services/search/search.ts';
import type { UserList } from '../lib/services/users/list-users.ts';
import type { Browser } from './browser.ts';
import { measure, turn } from './measure.ts';
import { note, sayFigures } from './print.ts';

const typed = ['an', 'mül', 'ron', 'ада', 'ka', 'lee', 'smi', 'joh', 'el', 'gre'];

export async function benchTypeAhead(ada: Browser): Promise<void> {
  const hits = (text: string) => ada.json<SearchHit[]>(`/api/search?kinds=person&q=${encodeURIComponent(text)}`);
  const list = (text: string) => ada.json<UserList>(`/api/users?sort=surname&size=50&q=${encodeURIComponent(text)}`);
  sayFigures('type-ahead, two and three letters', await measure(200, (round) => hits(turn(typed, round))), 60);
  const everything = (round: number) =>
    ada.json<SearchHit[]>(`/api/search?q=${encodeURIComponent(turn(typed, round))}`);
  sayFigures('  in people, groups, roles and realms at once', await measure(100, everything), 60);
  sayFigures('users list filtered while typing', await measure(100, (round) => list(turn(typed, round))));
  const found = await Promise.all(typed.map(async (text) => `${text} ${(await list(text)).total}`));
  note(`People found: ${found.join(', ')}.`);
}
