import type { DataForm } from '../../domain/data-form.ts';
import { failed, ok, type Result } from '../../domain/failure.ts';
import { chunksOf } from './chunks.ts';
import type { PerAccount } from './port.ts';
import type { By, Roads } from './roads.ts';
import * as shapes from './shapes.ts';
import { rowsOf } from './tools.ts';

/** What a server holds for one person. */
export function accountConfig(by: By): Roads {
  return {
    userConfig: [
      {
        ...by('user-config'),
        go: async (tools, jid) => rowsOf(await tools.rows('user-config', { account: [jid] }, shapes.configRow)),
      },
    ],
    roster: [
      {
        ...by('roster'),
        go: async (tools, jid) =>
          rowsOf(await tools.rows('roster', { account: [jid], limit: ['5000'] }, shapes.rosterItem)),
      },
    ],
  };
}

/** Moving that to another name. */
export function moveData(by: By): Roads {
  return {
    stores: [
      {
        ...by('stores'),
        go: async (tools, jid) => rowsOf(await tools.rows('stores', { account: [jid] }, shapes.heldStore)),
      },
    ],
    copyStore: [
      {
        ...by('copy-store'),
        go: async (tools, from, to, store) =>
          told(
            await tools.ours('copy-store', { from: [from], to: [to], store: [store] }, 'changes'),
            shapes.readCopied,
          ),
      },
    ],
    deleteStore: [
      {
        ...by('delete-store'),
        go: async (tools, jid, store) =>
          told(await tools.ours('delete-store', { account: [jid], store: [store] }, 'changes'), shapes.readDeleted),
      },
    ],
    replaceContact: [
      {
        ...by('replace-contact'),
        async go(tools, jids, old, replacement) {
          const all: PerAccount = [];
          for (const accounts of chunksOf(jids)) {
            const answer = { accounts, old: [old], new: [replacement] };
            const page = await tools.rows('replace-contact', answer, shapes.changedContact, 'changes');
            if (!page.ok && all.length === 0) return page;
            // What was done before is done: the rest says why it is not.
            if (!page.ok) {
              const { why } = page.failure;
              all.push(...accounts.map((jid) => ({ jid, changed: false, why })));
              continue;
            }
            const wanted = new Set(accounts);
            const own = page.value.rows.filter(({ jid }) => wanted.has(jid));
            tools.left('replace-contact', page.value.rows.length - own.length);
            all.push(...own);
          }
          return ok(all);
        },
      },
    ],
    replaceAffiliate: [
      {
        ...by('replace-affiliate'),
        go: async (tools, old, replacement) =>
          rowsOf(
            await tools.rows(
              'replace-affiliate',
              { old: [old], new: [replacement] },
              shapes.changedAffiliate,
              'changes',
            ),
          ),
      },
    ],
  };
}

/** The single fields that a change is told by. */
function told<T>(form: Result<DataForm>, read: (form: DataForm) => T | null): Result<T> {
  if (!form.ok) return form;
  const fields = read(form.value);
  if (fields) return ok(fields);
  return failed({
    kind: 'unexpected',
    why: 'The server did not say what it did.',
    todo: 'Look whether it did before you try again: it does no harm twice.',
    uncertain: true,
  });
}
