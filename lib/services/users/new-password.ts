import { randomInt } from 'node:crypto';
import type { PasswordPolicy } from '../password-policy.ts';

const letters = 'abcdefghjkmnpqrstuvwxyz';
const others = { upper: 'ABCDEFGHJKLMNPQRSTUVWXYZ', digit: '23456789' } as const;
const groups = 4;
const groupLength = 5;

/**
 * A password that can be read out: four groups of five, without characters that look alike; 80 bits and more.
 * Longer when the policy wants that.
 */
export function newPassword(policy: Pick<PasswordPolicy, 'minLength'>): string {
  const count = Math.max(groups, Math.ceil((policy.minLength + 1) / (groupLength + 1)));
  const parts = Array.from({ length: count }, () => Array.from({ length: groupLength }, () => pick(letters)).join(''));
  const at = randomInt(groupLength);
  parts[0] = replaceAt(parts[0] as string, at, pick(others.upper));
  parts[1] = replaceAt(parts[1] as string, at, pick(others.digit));
  return parts.join('-');
}

function pick(from: string): string {
  return from[randomInt(from.length)] as string;
}

function replaceAt(text: string, at: number, character: string): string {
  return text.slice(0, at) + character + text.slice(at + 1);
}
