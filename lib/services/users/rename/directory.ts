import { failed, ok, type Result } from '../../../domain/failure.ts';
import { auditedChange } from '../../audited-change.ts';
import { catalogRefresh } from '../../catalog-refresh.ts';
import type { Context } from '../../context.ts';
import type { Outcome, OwnRecord } from '../../jobs/step.ts';
import { planEdit } from '../../plan-edit.ts';
import { checkAddresses, readRealm } from '../../realm-domains.ts';
import type { FoundUser } from '../find-user.ts';
import { changeOf, person, type RenameRun, type RenameStep } from './run.ts';

/** The address by which people sign in, as one change: the old name ends and the new one begins in the same moment. */
export const address: RenameStep = {
  name: 'address',
  what: 'The address in the directory was not changed.',
  act: changeAddress,
  async back(run) {
    const { addresses, to } = run.plan;
    if (!addresses) return ok({ note: '' });
    const found = await person(run);
    if (!found.ok) return found;
    const added = (name: string) =>
      found.value.entry.all(name).filter((value) => !same(value, to.jid) && !includes(addresses[name] ?? [], value));
    const wanted = Object.fromEntries(
      Object.entries(addresses).map(([name, values]) => [name, [...values, ...added(name)]]),
    );
    return write(run, found.value, wanted);
  },
};

/** Groups, roles and grants follow the entry by the directory's own referential integrity. */
export const username: RenameStep = {
  name: 'username',
  what: 'The username was not changed.',
  act: (run) => changeUsername(run, run.plan.to.uid),
  back: (run) => changeUsername(run, run.plan.from.uid),
};

/** Where the JID stands, and the mail addresses where that is another attribute. */
export function addressAttributes({ tree }: Pick<Context, 'tree'>): string[] {
  return [...new Set([tree.jidAttribute, 'mail'])];
}

/** The new one instead of the old one, and first where the JID is told by. */
export function renamedAddresses(
  context: Pick<Context, 'tree'>,
  entry: FoundUser['entry'],
  { from, to }: { from: string; to: string },
): Record<string, string[]> {
  const renamed = (name: string) => {
    const others = entry.all(name).filter((value) => !same(value, from) && !same(value, to));
    const concerned = name === context.tree.jidAttribute || others.length < entry.all(name).length;
    return concerned ? [to, ...others] : entry.all(name);
  };
  return Object.fromEntries(addressAttributes(context).map((name) => [name, renamed(name)]));
}

async function changeAddress(run: RenameRun, own: OwnRecord): Promise<Result<Outcome>> {
  const { context, plan } = run;
  const found = await person(run);
  if (!found.ok) return found;
  const { entry, realm } = found.value;
  const jid = entry.first(context.tree.jidAttribute);
  if (!same(jid, plan.from.jid) && !same(jid, plan.to.jid))
    return failed({
      kind: 'conflict',
      why: `The address is ${jid || 'empty'} by now, and was ${plan.from.jid} when the rename began.`,
      todo: 'Take the rename back, or set the address back and continue.',
    });
  if (same(jid, plan.from.jid)) {
    plan.addresses = Object.fromEntries(addressAttributes(context).map((name) => [name, entry.all(name)]));
    await own.keep();
  }
  const wanted = renamedAddresses(context, entry, { from: plan.from.jid, to: plan.to.jid });
  const home = realm ? await readRealm(context, realm) : null;
  if (home && !home.ok) return home;
  const checked = home
    ? await checkAddresses(context, home.value, wanted[context.tree.jidAttribute] ?? [])
    : ok(undefined);
  return checked.ok ? write(run, found.value, wanted) : checked;
}

async function write(run: RenameRun, found: FoundUser, wanted: Record<string, string[]>): Promise<Result<Outcome>> {
  const { context } = run;
  const { entry } = found;
  const shown = Object.fromEntries(Object.keys(wanted).map((name) => [name, entry.all(name)]));
  const plan = planEdit(shown, wanted);
  const jid = wanted[context.tree.jidAttribute]?.[0] ?? '';
  if (plan.modifications.length === 0) return ok({ note: jid });
  const change = changeOf(found, {
    action: 'users.rename-address',
    kind: 'user',
    before: plan.before,
    after: plan.after,
  });
  const changed = await auditedChange(context, change, () =>
    context.directory.as(context.actor.dn).modify(entry.dn, plan.modifications),
  );
  if (!changed.ok) return changed;
  await catalogRefresh(context, { ids: [entry.id] });
  return ok({ note: jid });
}

async function changeUsername(run: RenameRun, uid: string): Promise<Result<Outcome>> {
  const { context, plan } = run;
  const found = await person(run);
  if (!found.ok) return found;
  const { entry } = found.value;
  const now = entry.first('uid');
  if (now === uid) return ok({ note: plan.from.uid === plan.to.uid ? 'stays' : uid });
  if (now !== plan.from.uid && now !== plan.to.uid)
    return failed({
      kind: 'conflict',
      why: `The username is ${now} by now, and was ${plan.from.uid} when the rename began.`,
      todo: 'Set it back, and continue.',
    });
  const change = changeOf(found.value, {
    action: 'users.rename',
    kind: 'user',
    before: { uid: [now] },
    after: { uid: [uid] },
  });
  const renamed = await auditedChange(context, change, () =>
    context.directory.as(context.actor.dn).rename(entry.dn, { attribute: 'uid', value: uid }),
  );
  if (!renamed.ok) return renamed;
  await catalogRefresh(context, { ids: [entry.id] });
  return ok({ note: uid });
}

function same(left: string, right: string): boolean {
  return left.toLowerCase() === right.toLowerCase();
}

function includes(values: readonly string[], value: string): boolean {
  return values.some((one) => same(one, value));
}
