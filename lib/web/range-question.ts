/**
 * A chart's question as it stands in an address: `name` and `target`, or `part` repeated, each as JSON; then `last`, or `from` and `to`.
 * What can't be read is left for the use case to refuse.
 */
export function rangeQuestion(query: URLSearchParams): unknown {
  return {
    target: query.get('target') ?? undefined,
    name: query.get('name') ?? undefined,
    parts: query.has('part') ? query.getAll('part').map(partOf) : undefined,
    points: query.has('points') ? Number(query.get('points')) : undefined,
    each: query.get('each') === '1',
    total: query.get('total') === '1',
    range: {
      last: query.has('last') ? Number(query.get('last')) : undefined,
      from: query.get('from') ?? undefined,
      to: query.get('to') ?? undefined,
    },
  };
}

function partOf(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return text;
  }
}
