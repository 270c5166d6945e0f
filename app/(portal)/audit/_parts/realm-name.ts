/** "field" of ou=field,ou=north,…: enough beside a row; the whole DN stands in its details. */
export function nameOfRealm(dn: string): string {
  return /^[^=]+=((?:\\.|[^,])*)/.exec(dn)?.[1]?.replace(/\\(.)/g, '$1') ?? dn;
}
