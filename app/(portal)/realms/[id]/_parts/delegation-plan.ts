import type { Grant } from '#lib/domain/permission.ts';
import type { Delegation, HolderRow } from '#lib/services/realms/delegation.ts';
import type { GrantHolders } from '#lib/services/realms/grant-realm.ts';

/** What somebody has ticked and unticked, by grant and holder, on top of what is given: it survives somebody else's change. */
export type Wishes = ReadonlyMap<string, boolean>;

export type GrantLabels = Readonly<Record<Grant, string>>;
/** The attribute that holds each. */
export type GrantNames = Readonly<Record<Grant, string>>;

export function grantsIn(labels: GrantLabels): Grant[] {
  return Object.keys(labels) as Grant[];
}

export function wishKey(grant: Grant, holder: Pick<HolderRow, 'key'>): string {
  return `${grant} ${holder.key}`;
}

export function isGiven(wishes: Wishes, grant: Grant, holder: HolderRow): boolean {
  return wishes.get(wishKey(grant, holder)) ?? holder.own.includes(grant);
}

/** A tick that only says what is given already is no wish. */
export function wish(wishes: Wishes, grant: Grant, holder: HolderRow, wanted: boolean): Wishes {
  const next = new Map(wishes);
  if (wanted === holder.own.includes(grant)) next.delete(wishKey(grant, holder));
  else next.set(wishKey(grant, holder), wanted);
  return next;
}

export function wantedHolders(
  { given }: Delegation,
  wishes: Wishes,
  holders: readonly HolderRow[],
  labels: GrantLabels,
): GrantHolders {
  const byGrant = grantsIn(labels).map((grant) => {
    const stays = given[grant].filter(
      (value) => !holders.some((holder) => holder.dn === value && wishes.get(wishKey(grant, holder)) === false),
    );
    const come = holders
      .filter((holder) => wishes.get(wishKey(grant, holder)) === true && !given[grant].includes(holder.dn))
      .map(({ dn }) => dn);
    return [grant, [...stays, ...come]] as const;
  });
  return Object.fromEntries(byGrant) as GrantHolders;
}

/** "Uma Okonkwo may manage users and reset passwords in north and field." */
export function sentencesOf(
  holders: readonly HolderRow[],
  wishes: Wishes,
  labels: GrantLabels,
  where: string,
): string[] {
  return holders.flatMap((holder) => {
    const changed = (wanted: boolean) =>
      grantsIn(labels).filter(
        (grant) => wishes.get(wishKey(grant, holder)) === wanted && holder.own.includes(grant) !== wanted,
      );
    const come = changed(true);
    const gone = changed(false);
    const still = gone.filter((grant) => holder.inherited.some((held) => held.grant === grant));
    return [
      ...(come.length ? [`${holder.name} may ${verbs(come, labels)} in ${where}.`] : []),
      ...(gone.length
        ? [`${holder.name} may no longer ${verbs(gone, labels)} in ${where} by a right given here.`]
        : []),
      ...(still.length
        ? [
            `${holder.name} may still ${verbs(still, labels)}: that comes from ${holder.inherited.find(({ grant }) => still.includes(grant))?.from.name}.`,
          ]
        : []),
    ];
  });
}

function verbs(grants: readonly Grant[], labels: GrantLabels): string {
  return listed(grants.map((grant) => labels[grant].charAt(0).toLowerCase() + labels[grant].slice(1)));
}

export function listed(words: readonly string[]): string {
  return words.length < 2 ? words.join('') : `${words.slice(0, -1).join(', ')} and ${words.at(-1)}`;
}
