import { chartPath } from '../../alerts/message.ts';
import { valueText } from '../../alerts/words.ts';
import type { AlertState } from '../../domain/alert.ts';
import type { AlertSeverity } from '../../domain/alert-rule.ts';
import type { KeptAlert } from '../../store/alerts.ts';
import type { Portal } from '../context.ts';
import { metricTargets, targetNames } from '../metrics/targets.ts';

/** Times are ISO 8601. */
export type AlertView = {
  id: string;
  ruleId: string;
  name: string;
  severity: AlertSeverity;
  state: AlertState;
  target: string;
  targetName: string;
  of: string;
  text: string;
  value: string | null;
  since: string;
  firedAt: string | null;
  resolvedAt: string | null;
  acknowledgedBy: string | null;
  acknowledgedAt: string | null;
  quiet: string | null;
  /** The chart at that moment; all charts of its target where events tell of it. */
  chart: string;
};

export async function alertViews(portal: Pick<Portal, 'db'>, alerts: readonly KeptAlert[]): Promise<AlertView[]> {
  const nameOf = targetNames(await metricTargets(portal));
  return alerts.map((alert) => ({
    id: alert.id,
    ruleId: alert.ruleId,
    name: alert.name,
    severity: alert.severity,
    state: alert.state,
    target: alert.target,
    targetName: nameOf(alert.target),
    of: alert.of,
    text: alert.text,
    value: alert.value === null ? null : valueText(alert.value, alert.unit),
    since: alert.since.toISOString(),
    firedAt: alert.firedAt?.toISOString() ?? null,
    resolvedAt: alert.resolvedAt?.toISOString() ?? null,
    acknowledgedBy: alert.acknowledgedBy,
    acknowledgedAt: alert.acknowledgedAt?.toISOString() ?? null,
    quiet: alert.quiet,
    chart: chartPath(alert),
  }));
}
