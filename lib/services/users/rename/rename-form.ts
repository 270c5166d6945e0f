import { z } from 'zod';
import { ok, type Result } from '../../../domain/failure.ts';
import { nameOf } from '../../load-actor.ts';
import { readRealm } from '../../realm-domains.ts';
import { defineUseCase } from '../../use-case.ts';
import { findUser } from '../find-user.ts';

/** What the form begins with; `domains` are those of the person's realm. */
export type RenameForm = { id: string; name: string; uid: string; jid: string; domains: string[] };

export const renameForm = defineUseCase({
  permission: 'users.rename',
  noun: 'user',
  what: 'The user could not be read.',
  input: z.object({ id: z.uuid() }),
  find: (context, { id }) => findUser(context, id),
  async act(context, _input, { entry, realm }): Promise<Result<RenameForm>> {
    const home = realm ? await readRealm(context, realm) : null;
    if (home && !home.ok) return home;
    return ok({
      id: entry.id,
      name: nameOf(entry),
      uid: entry.first('uid'),
      jid: entry.first(context.tree.jidAttribute).toLowerCase(),
      domains: home?.value.all(context.tree.domainAttribute).map((domain) => domain.toLowerCase()) ?? [],
    });
  },
});
