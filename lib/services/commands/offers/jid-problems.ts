import { jidRuleOf } from '../../../domain/command-offer.ts';
import type { DataForm, FormAnswer } from '../../../domain/data-form.ts';
import type { FieldProblem } from '../../../domain/data-form-check.ts';
import type { Entry } from '../../../domain/entry.ts';
import { failed, ok, type Result } from '../../../domain/failure.ts';
import { equal, or } from '../../../domain/filter.ts';
import { jidsIn, seenText } from '../../../domain/jids-in-value.ts';
import { readServers } from '../../../store/managed-servers.ts';
import type { Context } from '../../context.ts';
import { realmOf } from '../../realm-of.ts';
import { holdersAmong } from '../../realms/holders-among.ts';
import { realmPath } from '../../realms/realm-facts.ts';
import type { Claim, Scope } from './claim.ts';
import { dividedClaims } from './divided-claims.ts';
import { domainOwners } from './domain-owners.ts';

const mostJids = 500;
const jidsPerSearch = 100;

/**
 * What of an answer reaches beyond the offer's realm, or touches somebody who holds more than the actor. Servers let an
 * administrator of one domain act on all of them, so this is all there is: each value of each field is looked at, hidden
 * ones too, whatever type the server gives it. A foreign person and nobody at all get the same words. One sentence a field.
 */
export async function jidProblems(
  context: Context,
  scope: Scope,
  form: Pick<DataForm, 'fields'>,
  answer: FormAnswer,
): Promise<Result<FieldProblem[]>> {
  const { claims, unreadable } = claimsOf(scope, form, answer);
  if (new Set(claims.map(({ jid }) => seenText(jid))).size > mostJids)
    return failed({ kind: 'too-many', why: `At most ${mostJids} JIDs can be named at once.`, todo: 'Name fewer.' });
  const path = realmPath(scope.realm, context.tree);
  const problems = unreadable.map(({ field, value }) => ({ field, why: notOf(path, value) }));
  const owners = await domainOwners(
    context,
    scope.realm,
    claims.map(({ jid }) => jid.domain),
  );
  if (!owners.ok) return owners;
  const own: Claim[] = [];
  for (const claim of claims) {
    const owner = owners.value(claim.jid.domain);
    if (owner === 'nobody' && claim.rule === null) continue;
    if (owner === 'own' && claim.jid.plain) own.push(claim);
    else problems.push({ field: claim.field, why: notOf(path, seenText(claim.jid)) });
  }
  const named = new Set(own.map(({ jid }) => jid.domain));
  const divided = await dividedClaims(context, scope, form, answer, named);
  if (!divided.ok) return divided;
  const ofPeople = await problemsWithPeople(context, scope, [...own, ...divided.value]);
  if (!ofPeople.ok) return ofPeople;
  const first = new Map([...problems, ...ofPeople.value].toReversed().map((problem) => [problem.field, problem]));
  return ok([...first.values()].toReversed());
}

function claimsOf({ offer }: Scope, form: Pick<DataForm, 'fields'>, answer: FormAnswer) {
  const claims: Claim[] = [];
  const unreadable: { field: string; value: string }[] = [];
  for (const field of form.fields) {
    const rule = jidRuleOf(field, offer.fields);
    for (const value of (answer[field.name] ?? []).filter((text) => text.trim() !== '')) {
      const { one, all } = jidsIn(value);
      claims.push(...all.map((jid) => ({ field: field.name, jid, rule })));
      if (rule !== null && (one === null || (rule === 'person' && one.local === null)))
        unreadable.push({ field: field.name, value });
    }
  }
  return { claims, unreadable };
}

/** The claims are in the realm's domains, or where the command runs: whoever has such a JID must be the realm's too, and hold no more than the actor. */
async function problemsWithPeople(
  context: Context,
  { realm }: Scope,
  claims: Claim[],
): Promise<Result<FieldProblem[]>> {
  const named = claims.filter(({ jid }) => jid.local !== null);
  const found = await entriesByJid(context, new Set(named.map(({ jid }) => seenText(jid))));
  if (!found.ok) return found;
  const path = realmPath(realm, context.tree);
  const people = [...found.value.values()].flat().filter((entry) => entry.is(context.tree.personClass));
  const persons = await holdersAmong(context, [...new Map(people.map((entry) => [entry.id, entry])).values()]);
  if (!persons.ok) return persons;
  const personOf = new Map(persons.value.map((person) => [person.id, person]));
  const portals = new Set((await readServers(context.db)).map(({ jid }) => jid.toLowerCase()));

  const refusal = ({ jid, rule, onlyHolders }: Claim): string | null => {
    const text = seenText(jid);
    const entries = found.value.get(text) ?? [];
    if (portals.has(text)) return notOf(path, text);
    if (rule === 'person' && !entries.some(({ id }) => personOf.has(id))) return notOf(path, text);
    for (const entry of entries) {
      const person = personOf.get(entry.id);
      if (onlyHolders && (person?.holdings.length ?? 0) === 0) continue;
      const home = realmOf(entry.dn, context.tree);
      if (!home?.isWithin(realm)) return notOf(path, text);
      const resource = { realm: home, ...(person && { person }) };
      const verdict = context.judge(context.actor, 'commands.runOffered', resource);
      if (!verdict.allowed) return verdict.hidden ? notOf(path, text) : `${text}: ${verdict.reason}`;
    }
    return null;
  };
  return ok(
    named.flatMap((claim) => {
      const why = refusal(claim);
      return why === null ? [] : [{ field: claim.field, why }];
    }),
  );
}

/** Entries anywhere in the directory that have one of these JIDs, read as the service account: the policy decides on facts. */
async function entriesByJid(
  { directory, tree }: Context,
  jids: ReadonlySet<string>,
): Promise<Result<Map<string, Entry[]>>> {
  const found = new Map<string, Entry[]>();
  const all = [...jids];
  for (let from = 0; from < all.length; from += jidsPerSearch) {
    const batch = all.slice(from, from + jidsPerSearch);
    const read = await directory.asService().search({
      base: tree.base,
      scope: 'sub',
      filter: or(...batch.map((jid) => equal(tree.jidAttribute, jid))),
      attributes: ['objectClass', 'entryUUID', tree.jidAttribute],
    });
    if (!read.ok) return read;
    if (read.value.more)
      return failed({ kind: 'too-many', why: 'Too many entries have these JIDs.', todo: 'Name fewer.' });
    for (const entry of read.value.entries)
      for (const jid of entry.all(tree.jidAttribute).map((value) => value.toLowerCase()))
        found.set(jid, [...(found.get(jid) ?? []), entry]);
  }
  return ok(found);
}

function notOf(path: string, value: string): string {
  return `“${value.trim().slice(0, 100)}” is no JID of ${path} that this command may be run for.`;
}
