/** What a table shows. It lives in the address, so that it can be kept, shared and come back to. */
export type TableState = {
  q: string;
  sort: Sort | null;
  /** From 1. */
  page: number;
  size: number;
  /** Chosen values by filter. */
  filters: Record<string, string[]>;
};

export type Sort = { id: string; desc: boolean };

export type TableSchema = {
  /** The order when the address names none. */
  sort?: Sort;
  /** Columns that may be sorted by; others in the address are ignored. */
  sorts: string[];
  /** Names of the filters; each is a parameter of the address, repeated for several values. */
  filters?: string[];
  /** Page sizes on offer; the first is the usual one. */
  sizes?: number[];
};

export const usualSizes = [50, 100, 200];
const longestText = 200;
const mostValues = 50;

/** Reads the address, in the browser and on the server alike. What makes no sense falls back to the usual. */
export function parseTableState(schema: TableSchema, params: URLSearchParams): TableState {
  const sizes = schema.sizes ?? usualSizes;
  const size = Number(params.get('size'));
  const page = Number(params.get('page'));
  const filters: Record<string, string[]> = {};
  for (const name of schema.filters ?? []) {
    const values = params
      .getAll(name)
      .slice(0, mostValues)
      .map((value) => value.slice(0, longestText));
    if (values.length > 0) filters[name] = values;
  }
  return {
    q: (params.get('q') ?? '').slice(0, longestText),
    sort: parseSort(params.get('sort'), schema) ?? schema.sort ?? null,
    page: Number.isSafeInteger(page) && page > 0 ? page : 1,
    size: sizes.includes(size) ? size : (sizes[0] ?? 50),
    filters,
  };
}

/** Writes it into the address; what is usual is left out, parameters of others stay. */
export function writeTableState(schema: TableSchema, state: TableState, into: URLSearchParams): URLSearchParams {
  const params = new URLSearchParams(into);
  const usual = parseTableState(schema, new URLSearchParams());
  put(params, 'q', state.q);
  put(params, 'sort', sortText(state.sort) === sortText(usual.sort) ? '' : sortText(state.sort));
  put(params, 'page', state.page > 1 ? String(state.page) : '');
  put(params, 'size', state.size === usual.size ? '' : String(state.size));
  for (const name of schema.filters ?? []) {
    params.delete(name);
    for (const value of state.filters[name] ?? []) params.append(name, value);
  }
  return params;
}

/** Whether anything but order and page narrows the rows. */
export function isFiltered(state: TableState): boolean {
  return state.q !== '' || Object.values(state.filters).some((values) => values.length > 0);
}

function parseSort(text: string | null, schema: TableSchema): Sort | null {
  if (!text) return null;
  const desc = text.startsWith('-');
  const id = desc ? text.slice(1) : text;
  return schema.sorts.includes(id) ? { id, desc } : null;
}

function sortText(sort: Sort | null): string {
  return sort ? `${sort.desc ? '-' : ''}${sort.id}` : '';
}

function put(params: URLSearchParams, name: string, value: string): void {
  if (value) params.set(name, value);
  else params.delete(name);
}
