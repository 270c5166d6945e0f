import { createContext, Script } from 'node:vm';

const longestPattern = 500;
const longestText = 10_000;
const timeoutMs = 25;

/**
 * Whether `text` fits a pattern that a server gave (XEP-0122, 3.2.4). null when that can't be told: the pattern is no regular
 * expression here (XEP-0122 means POSIX's), is too long, or takes too long. A pattern from outside may backtrack without
 * end, so it runs where it can be stopped.
 */
export function fitsPattern(pattern: string, text: string): boolean | null {
  if (pattern.length > longestPattern || text.length > longestText) return null;
  try {
    const found: unknown = matching.runInContext(createContext({ pattern, text }), { timeout: timeoutMs });
    return found === true;
  } catch {
    return null;
  }
}

const matching = new Script('new RegExp(pattern, "u").test(text)');
