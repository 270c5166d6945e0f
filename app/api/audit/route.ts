import { listAuditLog } from '#lib/services/audit/list-audit.ts';
import { auditQueryOf, pageOf } from '#lib/web/audit-query.ts';
import { jsonRoute } from '#lib/web/json-route.ts';

export const dynamic = 'force-dynamic';
export const GET = jsonRoute(listAuditLog, (query) => ({ ...auditQueryOf(query), ...pageOf(query) }));
