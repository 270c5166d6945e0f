import { z } from 'zod';
import type { FieldRule } from '../../../domain/command-offer.ts';
import { Dn } from '../../../domain/dn.ts';
import { failed, ok, type Result } from '../../../domain/failure.ts';
import { jidsIn, seenText } from '../../../domain/jids-in-value.ts';
import { isSecretField } from '../../../domain/secret-field.ts';
import { type OfferAudience, offerAudiences } from '../../../policy/offered.ts';
import { grantLabels } from '../../../policy/table.ts';
import type { KeptOffer, OfferSettings } from '../../../store/command-offers.ts';
import type { Image } from '../../audited-change.ts';
import type { Context } from '../../context.ts';
import { readRealm } from '../../realm-domains.ts';
import { realmPath } from '../../realms/realm-facts.ts';
import { commandInput } from '../begin-command.ts';
import { domainOwners } from './domain-owners.ts';

const notInXml = /[\u0000-\u0008\u000b\u000c\u000e-\u001f\ufffe\uffff]/;
const value = z
  .string()
  .max(4_000, 'A value has at most 4,000 characters.')
  .refine((text) => !notInXml.test(text) && text.isWellFormed(), 'There is a control character in a value.');

const fieldRule = z
  .object({
    name: z.string().min(1, 'Give the field its name.').max(1024),
    is: z.enum(['asked', 'fixed', 'hidden']),
    values: z.array(value).max(100, 'A field has at most 100 values here.').default([]),
    jid: z.enum(['person', 'domain']).nullable().default(null),
  })
  .refine(
    ({ is, name }) => is === 'asked' || !isSecretField(name, null),
    'An offer keeps no secrets: ask for this one.',
  )
  .transform((rule): FieldRule => (rule.is === 'asked' ? { ...rule, values: [] } : rule));

export const offerInput = z.object({
  ...commandInput.shape,
  name: z.string().trim().min(1, 'Give it a name that people there understand.').max(80, 'At most 80 characters.'),
  description: z.string().trim().max(500, 'At most 500 characters.'),
  /** DN. */
  realm: z.string().min(1, 'Choose a realm.').max(2000),
  audience: z
    .array(z.enum(offerAudiences))
    .min(1, 'Choose who may run it.')
    .transform((chosen) => offerAudiences.filter((grant) => chosen.includes(grant))),
  fields: z
    .array(fieldRule)
    .max(200, 'An offer has rules for at most 200 fields.')
    .refine((all) => new Set(all.map(({ name }) => name)).size === all.length, 'Each field has one rule.'),
});
export type OfferInput = z.infer<typeof offerInput>;

/** As it is kept: the realm looked up, and what the offer sets found to be the realm's own. */
export async function checkedOffer(context: Context, input: OfferInput): Promise<Result<OfferSettings>> {
  const { realm: dnText, server, ...rest } = input;
  const dn = Dn.parse(dnText);
  const realm = dn ? await readRealm(context, dn) : noRealm();
  if (!realm.ok) return realm.failure.kind === 'not-found' ? noRealm() : realm;
  const { id, dn: realmDn } = realm.value;
  const foreign = await foreignValue(context, realmDn, input.fields);
  if (!foreign.ok) return foreign;
  return ok({ ...rest, serverId: server, realmId: id, realmDn: realmDn.toString(), realmKey: realmDn.key });
}

/** Each run looks again, person by person; this tells whoever makes the offer at once. */
async function foreignValue(context: Context, realm: Dn, rules: readonly FieldRule[]): Promise<Result<void>> {
  const seen = rules.flatMap(({ name, values }) =>
    values.flatMap((text) => jidsIn(text).all.map((jid) => ({ name, jid }))),
  );
  const owners = await domainOwners(
    context,
    realm,
    seen.map(({ jid }) => jid.domain),
  );
  if (!owners.ok) return owners;
  const wrong = seen.find(({ jid }) => owners.value(jid.domain) === 'foreign');
  if (!wrong) return ok(undefined);
  return failed({
    kind: 'invalid',
    why: `What is set for “${wrong.name}” names ${seenText(wrong.jid)}, which is not of this realm.`,
    todo: 'Set something of the realm, or ask for the field.',
    field: 'fields',
  });
}

function noRealm(): Result<never> {
  return failed({ kind: 'invalid', why: 'There is no such realm.', todo: 'Choose another one.', field: 'realm' });
}

export function realmOfOffer({ realmDn }: Pick<OfferSettings, 'realmDn'>): Dn {
  return Dn.of(realmDn);
}

/** What else the table holds was never written by us, and counts for nobody. */
export function audienceOf({ audience }: Pick<OfferSettings, 'audience'>): OfferAudience[] {
  return offerAudiences.filter((grant) => audience.includes(grant));
}

/** The other way round: for forms, and for putting an offer back as it was. */
export function inputOf(offer: KeptOffer): OfferInput {
  const { serverId: server, jid, node, name, description, realmDn: realm, fields } = offer;
  return { server, jid, node, name, description, realm, audience: audienceOf(offer), fields };
}

/** Only what changes. */
export function offerImages(
  context: Pick<Context, 'tree'>,
  before: OfferSettings | null,
  after: OfferSettings | null,
): { before: Image | null; after: Image | null } {
  const [was, is] = [before && imageOf(context, before), after && imageOf(context, after)];
  const names = [...new Set([...Object.keys(was ?? {}), ...Object.keys(is ?? {})])];
  const changed = names.filter((name) => was?.[name]?.join('\n') !== is?.[name]?.join('\n'));
  const part = (image: Image | null) => image && Object.fromEntries(changed.map((name) => [name, image[name] ?? []]));
  return { before: part(was), after: part(is) };
}

const jidWords = { person: 'a person of the realm', domain: 'a JID in the realm’s domains' } as const;

function imageOf({ tree }: Pick<Context, 'tree'>, offer: OfferSettings): Image {
  const fields = offer.fields.map(({ name, is, values, jid }): [string, string[]] => [
    `field ${name}`,
    [is, ...values, ...(jid ? [jidWords[jid]] : [])],
  ]);
  return {
    name: [offer.name],
    description: offer.description ? [offer.description] : [],
    node: [offer.node],
    to: [offer.jid],
    realm: [realmPath(realmOfOffer(offer), tree)],
    audience: audienceOf(offer).map((grant) => grantLabels[grant]),
    ...Object.fromEntries(fields),
  };
}
