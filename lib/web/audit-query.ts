import { auditOutcomes } from '../services/audit/audit-query.ts';

/** The address of the audit log as input of its use cases; what makes no sense falls away. */
export function auditQueryOf(query: URLSearchParams) {
  const outcome = query.get('outcome');
  const action = query.get('action') ?? '';
  return {
    text: short(query.get('q')),
    actor: short(query.get('actor')),
    target: short(query.get('target')),
    address: short(query.get('address')).slice(0, 64),
    action: /^[a-z.-]{1,100}$/.test(action) ? action : undefined,
    outcome: (auditOutcomes as readonly (string | null)[]).includes(outcome) ? outcome : undefined,
    from: time(query.get('from')),
    to: time(query.get('to')),
    realm: query.get('realm') || undefined,
  };
}

export function pageOf(query: URLSearchParams) {
  return { page: wholeNumber(query.get('page'), 1, 1_000_000), pageSize: wholeNumber(query.get('size'), 50, 200) };
}

function short(text: string | null): string {
  return (text ?? '').slice(0, 200);
}

function time(text: string | null): string | undefined {
  const at = text ? Date.parse(text) : Number.NaN;
  return Number.isNaN(at) ? undefined : new Date(at).toISOString();
}

function wholeNumber(text: string | null, fallback: number, most: number): number {
  const number = Number(text);
  return Number.isSafeInteger(number) && number > 0 ? Math.min(number, most) : fallback;
}
