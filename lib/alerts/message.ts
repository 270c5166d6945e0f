import type { Alert, AlertMessage } from '../domain/alert.ts';

const minuteMs = 60_000;
/** In one message. */
const mostTold = 100;

/** To the chart of the series around the moment it began; alerts that events tell of have none.. */
export function chartPath({
  target,
  series,
  since,
  firedAt,
}: Pick<Alert, 'target' | 'series' | 'since' | 'firedAt'>): string {
  if (series === null) return '/alerts';
  const at = (firedAt ?? since).getTime();
  const query = new URLSearchParams({
    target,
    name: series,
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
  if (!first) return '';
  const more = alerts.length + left > 1 ? ` and ${alerts.length + left - 1} more` : '';
  const text = `[${kind === 'firing' ? first.severity : 'resolved'}] ${first.targetName}: ${first.name}${more}`;
  return text
    .replace(/[\p{Cc}\p{Cf}\u2028\u2029]+/gu, ' ')
    .slice(0, 200)
    .toWellFormed();
}

export function bodyOf({ kind, alerts, more }: AlertMessage): string {
  const parts = alerts.map((alert) =>
    [
      `${alert.name} (${alert.severity})`,
      `${alert.targetName}${alert.of && `, ${alert.of}`}`,
      alert.text,
      `Since ${alert.since}${kind === 'resolved' ? `, over at ${alert.resolvedAt}` : ''}`,
      alert.link,
    ].join('\n'),
  );
  const rest = more > 0 ? `\n\nAnd ${more} more.` : '';
  return `${parts.join('\n\n')}${rest}\n`;
}
