/** `wrong`: the issuer of one is in the chain, and not behind it. `gap`: one that follows has issued nothing before it. */
export function chainOrder(chain: readonly { subject: string; issuer: string }[]): 'right' | 'wrong' | 'gap' {
  const at = chain.findIndex((one, index) => index > 0 && one.subject !== chain[index - 1]?.issuer);
  if (at < 0) return 'right';
  const issuer = chain[at - 1]?.issuer;
  return chain.some((one, index) => index !== at - 1 && one.subject === issuer) ? 'wrong' : 'gap';
}
