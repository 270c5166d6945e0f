import { spawnSync } from 'node:child_process';
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { expect, test } from 'vitest';
import { importsOf, problemOf } from './imports/check.ts';

test('every form of an import is seen, and no comment or string is taken for one', () => {
  const source = [
    "import './side-effect.ts';",
    'import {',
    '  one,',
    '  type Two,',
    "} from '../two.ts';",
    "import type { Three } from '#lib/three.ts';",
    "export { four } from './four.ts';",
    "const five = await import('./five.ts');",
    "type Six = import('./six.ts').Six;",
    "// import { not } from './comment.ts';",
    " * import('./comment.ts')",
    'const text = "import { not } from \'./string.ts\'";',
    "export const name = 'not an import';",
  ].join('\n');
  expect(importsOf(source).sort()).toEqual(
    ['#lib/three.ts', '../two.ts', './five.ts', './four.ts', './side-effect.ts', './six.ts'].sort(),
  );
});

test.each([
  ['lib/domain/dn.ts', '../policy/can.ts', 'a value that knows the policy'],
  ['lib/directory/read.ts', '../store/database.ts', 'one adapter that knows another'],
  ['lib/store/audit.ts', '#lib/directory/port.ts', 'one adapter that knows another, by the short name'],
  ['lib/catalog/fill.ts', '../directory/ldap.ts', 'a connection instead of the port'],
  ['lib/services/users/edit-user.ts', '../../directory/ldap.ts', 'a use case with a connection of its own'],
  ['lib/services/users/edit-user.ts', '../../web/current.ts', 'a use case that knows the web'],
  ['lib/web/action.ts', '../directory/ldap.ts', 'a connection outside of portal.ts'],
  ['lib/policy/can.ts', '#app/_ui/button.tsx', 'lib that imports app'],
  ['app/_ui/table/row.tsx', '#lib/domain/dn.ts', 'a kit that knows the domain'],
  ['app/(portal)/users/page.tsx', '#lib/store/database.ts', 'a page that asks the database'],
  ['app/api/users/route.ts', '#lib/directory/port.ts', 'a route that asks the directory'],
  ['app/page.tsx', './(portal)/users/page.tsx', 'a page of everybody that imports one of the portal'],
  ['lib/services/users/edit-user.ts', '../testing/portal.ts', 'what only tests may import'],
  ['lib/services/users/edit-user.ts', 'ldapts', 'a package behind an adapter'],
  ['lib/services/users/edit-user.ts', 'next/headers', 'a package of the web'],
  ['lib/directory/ldap.ts', 'ldapjs', 'a package for tests'],
  ['lib/kitchen/sink.ts', '../domain/dn.ts', 'a room that nobody named'],
])('%s may not import %s: %s', (file, imported) => {
  expect(problemOf(file, imported)).toContain(file);
});

test.each([
  ['lib/services/users/edit-user.ts', '../../directory/port.ts', 'the port'],
  ['lib/services/users/edit-user.ts', '../audited-change.ts', 'its own room'],
  ['lib/web/portal.ts', '../directory/ldap.ts', 'the connection, where the parts are put together'],
  ['lib/web/current.ts', './portal.ts', 'a file of its folder that has rights of its own'],
  ['lib/directory/ldap.ts', 'ldapts', 'the package that it hides'],
  ['lib/directory/hostile.test.ts', 'ldapjs', 'a package for tests'],
  ['lib/store/audit.integration.test.ts', '#lab/test-database.ts', 'the lab, in a test'],
  ['lib/config/config.test.ts', './config.ts', 'what it tests'],
  ['app/(portal)/users/page.tsx', '#app/_ui/button.tsx', 'the kit'],
  ['app/layout.tsx', './globals.css', 'a style sheet'],
])('%s may import %s: %s', (file, imported) => {
  expect(problemOf(file, imported)).toBeNull();
});

test('the lint names a planted import that goes the wrong way, and ends with 1', () => {
  const root = mkdtempSync(join(tmpdir(), 'imports-'));
  try {
    plant(root, 'lib/domain/dn.ts', "import { z } from 'zod';\n");
    expect(lint(root)).toEqual({ code: 0, text: 'All imports of 1 files go the right way.' });
    plant(root, 'lib/domain/jid.ts', "import { appendAudit } from '../store/audit.ts';\n");
    const { code, text } = lint(root);
    expect(code).toBe(1);
    expect(text).toContain('lib/domain/jid.ts imports lib/store/audit.ts: lib/domain may import nothing of ours.');
  } finally {
    rmSync(root, { recursive: true, force: true });
  }
});

function plant(root: string, file: string, source: string): void {
  mkdirSync(dirname(join(root, file)), { recursive: true });
  writeFileSync(join(root, file), source);
}

function lint(root: string): { code: number | null; text: string } {
  const script = join(import.meta.dirname, 'imports.ts');
  const { status, stdout, stderr } = spawnSync(process.execPath, [script, root], { encoding: 'utf8' });
  return { code: status, text: `${stdout}${stderr}`.trim() };
}
