/** So many accounts are named in one request (docs/admin-commands.md). */
export const mostAccounts = 500;

/** Each account once. None gives no chunk, so that nothing is asked: without an account some commands mean everybody. */
export function chunksOf(jids: readonly string[]): string[][] {
  const each = [...new Set(jids)];
  return Array.from({ length: Math.ceil(each.length / mostAccounts) }, (_, at) =>
    each.slice(at * mostAccounts, (at + 1) * mostAccounts),
  );
}
