/** A search filter as a value (RFC 4515). Adapters turn it into protocol; nothing is ever put together from text. */
export type Filter =
  | { is: 'and' | 'or'; of: readonly Filter[] }
  | { is: 'not'; of: Filter }
  | { is: 'equal' | 'atLeast' | 'atMost' | 'starts' | 'contains'; attribute: string; value: string }
  | { is: 'present'; attribute: string }
  /** A filter that a person wrote, already checked by `parseFilterText` of the directory adapter. */
  | { is: 'text'; text: string };

export const and = (...of: readonly Filter[]): Filter => (of.length === 1 ? (of[0] as Filter) : { is: 'and', of });
export const or = (...of: readonly Filter[]): Filter => (of.length === 1 ? (of[0] as Filter) : { is: 'or', of });
export const not = (of: Filter): Filter => ({ is: 'not', of });
export const equal = (attribute: string, value: string): Filter => ({ is: 'equal', attribute, value });
export const starts = (attribute: string, value: string): Filter => ({ is: 'starts', attribute, value });
export const contains = (attribute: string, value: string): Filter => ({ is: 'contains', attribute, value });
export const atLeast = (attribute: string, value: string): Filter => ({ is: 'atLeast', attribute, value });
export const atMost = (attribute: string, value: string): Filter => ({ is: 'atMost', attribute, value });
export const present = (attribute: string): Filter => ({ is: 'present', attribute });
export const anyEntry: Filter = present('objectClass');
