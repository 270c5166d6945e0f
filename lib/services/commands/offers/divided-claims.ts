import { jidRuleOf } from '../../../domain/command-offer.ts';
import type { DataForm, FormAnswer } from '../../../domain/data-form.ts';
import { failed, ok, type Result } from '../../../domain/failure.ts';
import { equal } from '../../../domain/filter.ts';
import { localsIn } from '../../../domain/jids-in-value.ts';
import type { Context } from '../../context.ts';
import { domainsOf } from '../../realms/realm-facts.ts';
import type { Claim, Scope } from './claim.ts';

const mostRealms = 500;
const mostDivided = 2000;

/**
 * Servers also ask for a JID in two fields, or for its local part alone: each word is therefore taken together with each
 * domain of the realm and with the command's own, whichever field, step or setting of the server might hold it.
 */
export async function dividedClaims(
  context: Context,
  { offer, realm }: Scope,
  form: Pick<DataForm, 'fields'>,
  answer: FormAnswer,
): Promise<Result<Claim[]>> {
  const words = form.fields
    .filter((field) => jidRuleOf(field, offer.fields) === null)
    .flatMap(({ name }) => (answer[name] ?? []).flatMap(localsIn).map((local) => ({ field: name, local })));
  if (words.length === 0) return ok([]);
  const { directory, tree } = context;
  const read = await directory.asService().search({
    base: realm,
    scope: 'sub',
    filter: equal('objectClass', tree.realmClass),
    attributes: ['objectClass', tree.domainAttribute],
    limit: mostRealms,
  });
  if (!read.ok) return read;
  const domains = new Set([domainOf(offer.jid), ...read.value.entries.flatMap((entry) => domainsOf(entry, tree))]);
  if (read.value.more || words.length * domains.size > mostDivided)
    return failed({ kind: 'too-many', why: 'There are too many words to look at each.', todo: 'Name fewer at once.' });
  return ok(
    words.flatMap(({ field, local }) =>
      [...domains].map((domain): Claim => ({ field, jid: { local, domain, plain: true }, rule: null })),
    ),
  );
}

function domainOf(jid: string): string {
  return jid
    .slice(jid.indexOf('@') + 1)
    .replace(/\/.*$/s, '')
    .toLowerCase();
}
