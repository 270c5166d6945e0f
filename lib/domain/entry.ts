import { Dn } from './dn.ts';

export type AttributeValue = string | Uint8Array;

/**
 * One entry as the directory gave it. Attribute names are compared without case and without options such as
 * `;binary`: the values of `cn` and `cn;lang-fr` stand together under `cn`.
 */
export class Entry {
  readonly dn: Dn;
  private readonly values: ReadonlyMap<string, readonly AttributeValue[]>;

  constructor(dn: Dn | string, attributes: Iterable<readonly [string, readonly AttributeValue[]]>) {
    this.dn = typeof dn === 'string' ? Dn.of(dn) : dn;
    const values = new Map<string, readonly AttributeValue[]>();
    for (const [name, list] of attributes)
      values.set(plainName(name), [...(values.get(plainName(name)) ?? []), ...list]);
    this.values = values;
  }

  /** entryUUID (RFC 4530): stays the same through every rename. Empty when it was not asked for. */
  get id(): string {
    return this.first('entryUUID');
  }

  /** The first value as text, or an empty text. */
  first(attribute: string): string {
    return this.all(attribute)[0] ?? '';
  }

  all(attribute: string): string[] {
    return (this.values.get(plainName(attribute)) ?? []).map(asText);
  }

  bytes(attribute: string): Uint8Array[] {
    return (this.values.get(plainName(attribute)) ?? []).map((value) =>
      typeof value === 'string' ? new TextEncoder().encode(value) : value,
    );
  }

  has(attribute: string): boolean {
    return (this.values.get(plainName(attribute))?.length ?? 0) > 0;
  }

  is(objectClass: string): boolean {
    return this.all('objectClass').some((name) => name.toLowerCase() === objectClass.toLowerCase());
  }

  get attributeNames(): string[] {
    return [...this.values.keys()];
  }
}

function plainName(name: string): string {
  return (name.split(';')[0] as string).toLowerCase();
}

function asText(value: AttributeValue): string {
  return typeof value === 'string' ? value : Buffer.from(value).toString('utf8');
}
