import { globSync, readFileSync } from 'node:fs';
import { describe, expect, test } from 'vitest';

/**
 * The doors into the portal: server actions and routes. A guard on a path does not guard an action (facts of Next), so each
 * must be made by what asks who is there.
 */
const sources = [...globSync('app/**/*.{ts,tsx}'), ...globSync('lib/**/*.ts')].filter(
  (file) => !/\.test\.tsx?$|generated/.test(file),
);

describe('every server action is made by defineAction', () => {
  const files = sources.filter((file) => /^\s*['"]use server['"]/m.test(readFileSync(file, 'utf8')));

  test('there are some', () => {
    expect(files.length).toBeGreaterThan(3);
  });

  for (const file of files)
    test(file, () => {
      const text = readFileSync(file, 'utf8');
      expect(text.trimStart().startsWith("'use server';"), 'the whole file is marked, not one function in it').toBe(
        true,
      );
      const exported = [...text.matchAll(/^export\s.*$/gm)].map(([line]) => line);
      expect(exported.length).toBeGreaterThan(0);
      for (const line of exported) expect(line).toMatch(/^export const \w+ = defineAction\(\s*[\w.]+\s*\);$/);
      expect(text).toContain("import { defineAction } from '#lib/web/action.ts';");
    });
});

describe('every route asks who is there', () => {
  const open = ['app/api/health/live/route.ts', 'app/api/health/ready/route.ts', 'app/api/auth/[...nextauth]/route.ts'];

  for (const file of globSync('app/**/route.{ts,tsx}'))
    test(file, () => {
      const text = readFileSync(file, 'utf8');
      const methods = [...text.matchAll(/^export (?:async function|function|const) ([A-Z]+)\b|as ([A-Z]+)\b/gm)].map(
        ([, made, named]) => made ?? named,
      );
      expect(methods.length).toBeGreaterThan(0);
      if (open.includes(file)) return;
      expect(methods, 'a route reads; changes are actions, which Next guards against foreign origins').toEqual(['GET']);
      expect(text).toMatch(/jsonRoute\(|liveRoute\(|photoAnswer\(|await ask\(/);
    });
});

describe('every page of the portal asks who is there', () => {
  for (const file of globSync('app/(portal)/**/{page,layout}.tsx'))
    test(file, () => {
      expect(readFileSync(file, 'utf8')).toMatch(/await requireContext\(\)|requireContext\(\)\)|await current\(\)/);
    });
});
