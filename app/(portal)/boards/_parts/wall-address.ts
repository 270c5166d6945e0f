export const wallSeconds = { least: 5, most: 3_600 } as const;
const mostBoards = 20;
const kept = ['range', 'from', 'to'];
const id = /^[0-9a-f-]{36}$/;

/** `/boards/<first>?wall=1&next=<seconds>&board=<second>&board=…`: a screen that goes round, with the range that `params` hold. */
export function wallHref(boards: readonly string[], seconds: number | null, params: URLSearchParams): string {
  const [first, ...others] = boards;
  const query = new URLSearchParams({ wall: '1' });
  for (const name of kept) {
    const value = params.get(name);
    if (value) query.set(name, value);
  }
  if (seconds !== null && others.length > 0) {
    query.set('next', String(seconds));
    for (const board of others) query.append('board', board);
  }
  return `/boards/${first}?${query}`;
}

/** Where a wall screen goes after this board, and when; null: it stays. */
export function nextWall(shown: string, params: URLSearchParams): { href: string; seconds: number } | null {
  const others = params
    .getAll('board')
    .filter((board) => id.test(board) && board !== shown)
    .slice(0, mostBoards);
  const asked = Number(params.get('next'));
  if (others.length === 0 || !(asked > 0)) return null;
  const seconds = Math.min(Math.max(asked, wallSeconds.least), wallSeconds.most);
  return { href: wallHref([...others, shown], seconds, params), seconds };
}
