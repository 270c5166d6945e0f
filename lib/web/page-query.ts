/** Which page of a list an address asks for (app/_ui/table/url-state.ts); what makes no sense falls back to the first. */
export function pageOf(query: URLSearchParams): { page: number; pageSize: number } {
  return { page: wholeNumber(query.get('page'), 1), pageSize: Math.min(wholeNumber(query.get('size'), 50), 200) };
}

function wholeNumber(text: string | null, fallback: number): number {
  const number = Number(text);
  return Number.isSafeInteger(number) && number > 0 && number <= 100_000 ? number : fallback;
}
