/** PostgreSQL keeps no U+0000 and no half of a surrogate pair, and texts come from devices and servers. */
export function storable(text: string): string {
  return text.replaceAll('\u0000', '').toWellFormed();
}

/** As JSON that jsonb takes. Each text by itself: in finished JSON, `\u0000` may as well be six characters that somebody wrote. */
export function storableJson(value: unknown): string {
  return JSON.stringify(value, (_, inner: unknown) => (typeof inner === 'string' ? storable(inner) : inner));
}
