import { handlingOf, jidRuleOf } from '../../../domain/command-offer.ts';
import type { DataForm, FormAnswer, FormField } from '../../../domain/data-form.ts';
import { failed, ok, type Result } from '../../../domain/failure.ts';
import { equal } from '../../../domain/filter.ts';
import { localsIn } from '../../../domain/jids-in-value.ts';
import { isSecretField } from '../../../domain/secret-field.ts';
import type { Context } from '../../context.ts';
import { domainsOf } from '../../realms/realm-facts.ts';
import type { Claim, Scope } from './claim.ts';
import { domainOwners, servedDomains } from './domain-owners.ts';

const mostDivided = 5000;

/**
 * Servers also ask for a JID in two fields, or for its local part alone: each word that was typed is therefore taken together
 * with each of the realm's domains, whichever field, step or setting of the server might hold it, and with the command's own.
 * `named`: domains of the realm that stand in the answer. With one of them the command's own is hardly meant.
 */
export async function dividedClaims(
  context: Context,
  { offer, realm }: Scope,
  form: Pick<DataForm, 'fields'>,
  answer: FormAnswer,
  named: ReadonlySet<string>,
): Promise<Result<Claim[]>> {
  const words = form.fields
    .filter((field) => isTyped(field, offer.fields))
    .flatMap((field) => wordsOf(field, answer).map((local) => ({ field: field.name, local })));
  if (words.length === 0) return ok([]);
  const domains = await realmDomains(context, realm);
  if (!domains.ok) return domains;
  const own = new Set([...domains.value, ...named]);
  const command = domainOf(offer.jid);
  const all = [...new Set([command, ...own])];
  if (words.length * all.length > mostDivided)
    return failed({ kind: 'too-many', why: 'There are too many words to look at each.', todo: 'Name fewer at once.' });
  const claimOf = (field: string, local: string, domain: string): Claim => ({
    ...{ field, jid: { local, domain, plain: true }, rule: null },
    ...(domain === command && !own.has(command) && named.size > 0 && { onlyHolders: true }),
  });
  return ok(words.flatMap(({ field, local }) => all.map((domain) => claimOf(field, local, domain))));
}

/** Neither set by the offer or the server, nor a yes or no; secrets are looked up nowhere. */
function isTyped(field: FormField, rules: Scope['offer']['fields']): boolean {
  if (field.type === 'hidden' || field.type === 'boolean' || isSecretField(field.name, field.type)) return false;
  return jidRuleOf(field, rules) === null && handlingOf(field, rules) === 'asked';
}

/** What the server itself offers for choice is no word. */
function wordsOf({ name, options }: FormField, answer: FormAnswer): string[] {
  const typed = (answer[name] ?? []).filter((value) => !options.some((option) => option.value === value));
  return [...new Set(typed.flatMap(localsIn))];
}

/** Those that the realm and the ones below it list, and those below them that managed servers hold. */
async function realmDomains(context: Context, realm: Scope['realm']): Promise<Result<Set<string>>> {
  const { directory, tree } = context;
  const listed = new Set<string>();
  const realms = { base: realm, scope: 'sub', filter: equal('objectClass', tree.realmClass) } as const;
  const attributes = ['objectClass', tree.domainAttribute];
  for await (const page of directory.asService().pages({ ...realms, attributes }, 500)) {
    if (!page.ok) return page;
    for (const domain of page.value.flatMap((entry) => domainsOf(entry, tree))) listed.add(domain);
  }
  const served = await servedDomains(context);
  const owners = await domainOwners(context, realm, served);
  if (!owners.ok) return owners;
  return ok(new Set([...listed, ...[...served].filter((domain) => owners.value(domain) === 'own')]));
}

function domainOf(jid: string): string {
  return jid
    .slice(jid.indexOf('@') + 1)
    .replace(/\/.*$/s, '')
    .toLowerCase();
}
