import type { Alert, AlertMessage } from '../domain/alert.ts';
import { valueText } from './words.ts';

const minuteMs = 60_000;
/** In one message. */
const mostTold = 100;

/** To the chart of the series around the moment it began; where events tell of it, to all charts of its target then. */
export function chartPath({
  target,
  series,
  since,
  firedAt,
}: Pick<Alert, 'target' | 'series' | 'since' | 'firedAt'>): string {
  const at = (firedAt ?? since).getTime();
  const query = new URLSearchParams({
    target,
    ...(series !== null && { name: series }),
    from: new Date(Math.min(since.getTime(), at) - 30 * minuteMs).toISOString(),
    to: new Date(at + 30 * minuteMs).toISOString(),
  });
  return `/metrics?${query}`;
}

export function messageOf(
  kind: AlertMessage['kind'],
  alerts: readonly Alert[],
  { baseUrl, nameOf }: { baseUrl: string; nameOf: (target: string) => string },
): AlertMessage {
  return {
    kind,
    more: Math.max(0, alerts.length - mostTold),
    alerts: alerts.slice(0, mostTold).map((alert) => ({
      id: alert.id,
      name: alert.name,
      severity: alert.severity,
      target: alert.target,
      targetName: nameOf(alert.target),
      of: alert.of,
      text: alert.text,
      value: alert.value,
      unit: alert.unit,
      since: alert.since.toISOString(),
      firedAt: alert.firedAt?.toISOString() ?? null,
      resolvedAt: alert.resolvedAt?.toISOString() ?? null,
      link: new URL(chartPath(alert), baseUrl).href,
    })),
  };
}

/** One line: it becomes the subject of a mail, so whatever could begin another header is a space. */
export function subjectOf({ kind, alerts, more: left }: AlertMessage): string {
  const [first] = alerts;
  if (!first) return 'Test message about alerts';
  const more = alerts.length + left > 1 ? ` and ${alerts.length + left - 1} more` : '';
  const text = `[${kind === 'firing' ? first.severity : 'resolved'}] ${first.targetName}: ${first.name}${more}`;
  return text
    .replace(/[\p{Cc}\p{Cf}\u2028\u2029]+/gu, ' ')
    .slice(0, 200)
    .toWellFormed();
}

export function bodyOf({ kind, alerts, more, by }: AlertMessage): string {
  if (kind === 'test')
    return `${by ?? 'Somebody'} asked for this message, to see that alerts get here. Nothing is the matter.\n`;
  const rest = more > 0 ? `\n\nAnd ${more} more.` : '';
  return `${alerts.map((alert) => alertText(kind, alert)).join('\n\n')}${rest}\n`;
}

function alertText(kind: AlertMessage['kind'], alert: AlertMessage['alerts'][number]): string {
  const lines = [
    `${alert.name} (${alert.severity})`,
    `${alert.targetName}${alert.of && `, ${alert.of}`}`,
    alert.text,
    ...(alert.value === null ? [] : [`Value: ${valueText(alert.value, alert.unit)}`]),
    `Since ${alert.since}${kind === 'resolved' ? `, over at ${alert.resolvedAt}` : ''}`,
    alert.link,
  ];
  return lines.join('\n');
}
