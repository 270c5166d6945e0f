import { ok, type Result } from '../../domain/failure.ts';
import { contains, or } from '../../domain/filter.ts';
import type { Portal } from '../context.ts';

/** How many people have an address in this very domain. Counted in the directory itself: it decides whether the domain may go. */
export async function domainUsers({ directory, tree }: Portal, domain: string): Promise<Result<number>> {
  const attributes = [...new Set(['mail', tree.jidAttribute])];
  const ending = `@${domain.toLowerCase()}`;
  const filter = or(...attributes.map((attribute) => contains(attribute, ending)));
  let count = 0;
  for await (const page of directory.asService().pages({ base: tree.base, scope: 'sub', filter, attributes }, 1000)) {
    if (!page.ok) return page;
    const using = page.value.filter((entry) =>
      attributes.some((name) => entry.all(name).some((address) => address.toLowerCase().endsWith(ending))),
    );
    count += using.length;
  }
  return ok(count);
}
