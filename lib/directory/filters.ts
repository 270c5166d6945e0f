import {
  AndFilter,
  EqualityFilter,
  GreaterThanEqualsFilter,
  type Filter as LdapFilter,
  LessThanEqualsFilter,
  NotFilter,
  OrFilter,
  PresenceFilter,
  SubstringFilter,
} from 'ldapts';
import { ok, type Result } from '../domain/failure.ts';
import type { Filter } from '../domain/filter.ts';
import { readFilterText } from './filter-text.ts';

/** The protocol's form of a filter. Values go in as they are, with their length in front: there is nothing to escape. */
export function toLdapFilter(filter: Filter): Result<LdapFilter> {
  try {
    return ok(convert(filter));
  } catch (error) {
    if (error instanceof UnreadableText) return error.result;
    throw error;
  }
}

/**
 * A filter that a person wrote (RFC 4515), for a dynamic group: at most 2,000 characters, 8 levels and 64 conditions.
 * The result can be searched with, and its `text` is what goes into memberURL.
 */
export function parseFilterText(text: string): Result<Extract<Filter, { is: 'text' }>> {
  const read = readFilterText(text);
  return read.ok ? ok({ is: 'text', text: text.trim() }) : read;
}

class UnreadableText extends Error {
  readonly result: Extract<Result<never>, { ok: false }>;

  constructor(result: Extract<Result<never>, { ok: false }>) {
    super(result.failure.why);
    this.result = result;
  }
}

function convert(filter: Filter): LdapFilter {
  switch (filter.is) {
    case 'and':
      return new AndFilter({ filters: filter.of.map(convert) });
    case 'or':
      return new OrFilter({ filters: filter.of.map(convert) });
    case 'not':
      return new NotFilter({ filter: convert(filter.of) });
    case 'equal':
      return new EqualityFilter({ attribute: filter.attribute, value: filter.value });
    case 'atLeast':
      return new GreaterThanEqualsFilter({ attribute: filter.attribute, value: filter.value });
    case 'atMost':
      return new LessThanEqualsFilter({ attribute: filter.attribute, value: filter.value });
    case 'present':
      return new PresenceFilter({ attribute: filter.attribute });
    // A substring filter needs at least one part (RFC 4511, 4.5.1.7.2): the empty text is in every value.
    case 'starts':
      return filter.value === ''
        ? new PresenceFilter({ attribute: filter.attribute })
        : new SubstringFilter({ attribute: filter.attribute, initial: filter.value });
    case 'contains':
      return filter.value === ''
        ? new PresenceFilter({ attribute: filter.attribute })
        : new SubstringFilter({ attribute: filter.attribute, any: [filter.value] });
    case 'text':
      return fromText(filter.text);
  }
}

function fromText(text: string): LdapFilter {
  const read = readFilterText(text);
  if (!read.ok) throw new UnreadableText(read);
  return read.value;
}
