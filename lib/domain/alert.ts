import type { AlertSeverity } from './alert-rule.ts';

/**
 * pending: the condition holds, not long enough yet. firing: it does. acknowledged: firing, and somebody looks after it.
 * resolved: over, and history.
 */
export const alertStates = ['pending', 'firing', 'acknowledged', 'resolved'] as const;
export type AlertState = (typeof alertStates)[number];

/** What a rule looks at: one series, or one thing of which events tell. */
export type Subject = {
  target: string;
  /** Tells several things of one target apart: labels of a series, a node; empty where there is one. */
  of: string;
  /** For the link to its chart; null where events tell of it. */
  series: string | null;
  unit: string;
};

export type Alert = Subject & {
  id: string;
  ruleId: string;
  /** As the rule was when it began. */
  name: string;
  severity: AlertSeverity;
  state: AlertState;
  /** Since when the condition holds. */
  since: Date;
  firedAt: Date | null;
  resolvedAt: Date | null;
  /** When it was last known whether the condition holds. */
  seenAt: Date;
  value: number | null;
  text: string;
  /** Why nobody is told: a silence, or what it is behind. null: somebody is. */
  quiet: string | null;
  /** When it was handed to the outbox. */
  notifiedAt: Date | null;
  groupKey: string;
};

/** Open, and beyond the time it had to hold for. */
export function isFiring({ state }: Pick<Alert, 'state'>): boolean {
  return state === 'firing' || state === 'acknowledged';
}

/** Alerts of one rule are told apart by this. */
export function subjectKey({ target, of, series }: Pick<Subject, 'target' | 'of' | 'series'>): string {
  return JSON.stringify([target, series, of]);
}

/** What goes out: alerts that began, or ended, together. As it was then. A test tells of none. */
export type AlertMessage = {
  kind: 'firing' | 'resolved' | 'test';
  /** Who asked for a test. */
  by?: string;
  /** Beyond the first hundred. */
  more: number;
  alerts: {
    id: string;
    name: string;
    severity: AlertSeverity;
    /** `server:<id>`, and as people call it. */
    target: string;
    targetName: string;
    of: string;
    text: string;
    value: number | null;
    unit: string;
    since: string;
    firedAt: string | null;
    resolvedAt: string | null;
    /** To its chart at that moment. */
    link: string;
  }[];
};

export const channels = ['mail', 'webhook', 'xmpp'] as const;
export type Channel = (typeof channels)[number];

/** `recipient` null: one message to all of the channel. A channel that sends to one after the other has one for each. */
export type WayOut = { channel: Channel; recipient: string | null };
