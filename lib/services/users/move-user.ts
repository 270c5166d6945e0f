import { z } from 'zod';
import { Dn } from '../../domain/dn.ts';
import type { Entry } from '../../domain/entry.ts';
import { failed, notFound, ok, type Result } from '../../domain/failure.ts';
import { auditedChange, auditedEvent } from '../audited-change.ts';
import { catalogRefresh } from '../catalog-refresh.ts';
import type { Portal } from '../context.ts';
import { nameOf } from '../load-actor.ts';
import { type EditPlan, planEdit } from '../plan-edit.ts';
import { readRealm } from '../realm-domains.ts';
import { defineUseCase } from '../use-case.ts';
import { createUserInput, withinQuota } from './create-user.ts';
import { type Ending, endAfterChange } from './ending.ts';
import { findUser } from './find-user.ts';
import { notThePortals } from './portal-accounts.ts';
import { noRenameUnderWay, notClaimedByRename } from './rename/guard.ts';

/**
 * Moves a person to another realm, for somebody who may at both ends. The JID's domain is the realm's, so it is
 * given anew; addresses in the old realm's domains go, ordinary ones stay.
 */
export const moveUser = defineUseCase({
  permission: 'users.move',
  noun: 'user',
  what: 'The user was not moved.',
  input: z.object({ id: z.uuid(), realm: z.string().max(2000), mail: createUserInput.shape.mail }),
  find: (context, { id }) => findUser(context, id, ['mail']),
  async act(context, input, found): Promise<Result<{ id: string; xmpp: Ending | null }>> {
    const { entry, realm, resource } = found;
    const { tree, directory, actor, judge } = context;
    const dn = Dn.parse(input.realm);
    if (!dn) return notFound('realm');
    const target = await readRealm(context, dn);
    if (!target.ok) return target;
    if (!judge(actor, 'users.move', { realm: dn, person: resource.person }).allowed) return notFound('realm');
    if (realm?.equals(dn))
      return failed({
        kind: 'invalid',
        why: 'The user is in this realm already.',
        todo: 'Choose another realm.',
        field: 'realm',
      });
    const addresses = checkMovedAddresses(input.mail, target.value.all(tree.domainAttribute));
    if (!addresses.ok) return addresses;
    const own = await notThePortals(context, [input.mail]);
    if (!own.ok) return own;
    const open = await noRenameUnderWay(context, entry.id);
    if (!open.ok) return open;
    const unclaimed = await notClaimedByRename(context, { jids: [input.mail] });
    if (!unclaimed.ok) return unclaimed;
    const writer = directory.as(actor.dn);
    const leaving = realm ? await readRealm(context, realm) : ok(null);
    if (!leaving.ok) return leaving;
    const plan = planAddresses(context, entry, input.mail, leaving.value?.all(tree.domainAttribute) ?? []);
    const newDn = dn.below(tree.peopleRdn).child(tree.personRdn, entry.dn.name);
    const change = {
      action: 'users.move',
      kind: 'user' as const,
      id: entry.id,
      dn: entry.dn,
      name: nameOf(entry),
      realm,
      before: { dn: [entry.dn.toString()], ...plan.before },
      after: { dn: [newDn.toString()], ...plan.after },
    };
    const move = async () => {
      const renamed = await writer.rename(
        entry.dn,
        { attribute: tree.personRdn, value: entry.dn.name },
        dn.below(tree.peopleRdn),
      );
      if (!renamed.ok) return renamed;
      if (plan.modifications.length === 0) return renamed;
      const changed = await writer.modify(renamed.value, plan.modifications);
      if (changed.ok) return renamed;
      // Half a move would leave a foreign JID in the realm: the entry goes back to where it was.
      const back = await writer.rename(
        renamed.value,
        { attribute: tree.personRdn, value: entry.dn.name },
        entry.dn.parent ?? undefined,
      );
      return back.ok ? changed : failed({ ...changed.failure, ...leftThere(target.value.dn) });
    };
    const moved = await withinQuota(context, target.value, realm, async () => {
      const moved = await auditedChange(context, change, move);
      // Whoever reads the new realm's log sees the arrival, and nothing of the realm that was left.
      if (moved.ok) await auditedEvent(context, { ...change, ...arrival, dn: newDn, realm: dn, before: null });
      await catalogRefresh(context, { ids: [entry.id] });
      return moved;
    });
    if (!moved.ok) return moved;
    // The old JID is nobody's now.
    const ending = { when: 'now' as const, reason: 'The address of this account has changed.' };
    return ok({ id: entry.id, xmpp: await endAfterChange(context, found, entry.all(tree.jidAttribute), ending) });
  },
});

const arrival = { action: 'users.arrive' };

/** Neither done nor undone: the record is `unknown`, not "failed", which would mean that nothing was changed. */
function leftThere(realm: Dn) {
  return {
    uncertain: true as const,
    todo: `The user may be in ${realm.name} now, with the old addresses: look there before you try again.`,
  };
}

/** The JID and, where that is another attribute, the mail addresses too: those in the domains that are left behind go. */
function planAddresses({ tree }: Portal, entry: Entry, jid: string, leftDomains: readonly string[]): EditPlan {
  const left = leftDomains.map((domain) => domain.toLowerCase());
  const shown = Object.fromEntries([...new Set([tree.jidAttribute, 'mail'])].map((name) => [name, entry.all(name)]));
  const moved = (addresses: readonly string[]) => [
    jid,
    ...addresses.filter((address) => address !== jid && !left.includes(domainOf(address))),
  ];
  return planEdit(
    shown,
    Object.fromEntries(Object.entries(shown).map(([name, addresses]) => [name, moved(addresses)])),
  );
}

function checkMovedAddresses(mail: string, domains: readonly string[]): Result<void> {
  if (mail.indexOf('@') > 0 && domains.some((own) => own.toLowerCase() === domainOf(mail))) return ok(undefined);
  return failed({
    kind: 'invalid',
    why: `The address ${mail} is not in the new realm’s domains (${domains.join(', ') || 'it has none'}).`,
    todo: 'Choose one of them.',
    field: 'mail',
  });
}

function domainOf(address: string): string {
  return address.slice(address.lastIndexOf('@') + 1).toLowerCase();
}
