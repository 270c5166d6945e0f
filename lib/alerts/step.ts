import type { Alert, Subject } from '../domain/alert.ts';
import { isFiring } from '../domain/alert.ts';
import { groupKey, type Rule } from '../domain/alert-rule.ts';
import { secondsBetween, type Verdict } from './judge.ts';

/** One look at one subject. `text`: what is the matter, as a sentence. */
export type Finding = { subject: Subject; verdict: Verdict; text: string };

/** Nothing was known of it for so long: the alert is over, because nobody knows any more. */
export const forgottenAfterSeconds = 3_600;

/**
 * What becomes of the open alert of a rule and subject (null: there is none) after a look; null: nothing is left of it.
 * Looking again at the same moment changes nothing. What can't be told starts nothing, ends no alert that fires, and breaks the
 * time that a condition has to hold for.
 */
export function step(rule: Rule, alert: Alert | null, finding: Finding, now: Date, newId: () => string): Alert | null {
  const { holds } = finding.verdict;
  if (holds === null) return alert && unknownStep(alert, now);
  if (holds) return holdingStep(rule, alert, finding, now, newId);
  return alert && isFiring(alert) ? over({ ...alert, seenAt: now, value: finding.verdict.value }, now) : null;
}

/** The rule was switched off or removed, or what it watched is there no more. */
export function drop(alert: Alert, now: Date): Alert | null {
  return isFiring(alert) ? over(alert, now) : null;
}

function unknownStep(alert: Alert, now: Date): Alert | null {
  if (!isFiring(alert)) return null;
  return secondsBetween(alert.seenAt, now) > forgottenAfterSeconds ? over(alert, now) : alert;
}

function holdingStep(rule: Rule, alert: Alert | null, finding: Finding, now: Date, newId: () => string): Alert {
  const { subject, verdict, text } = finding;
  const seen = { ...subject, seenAt: now, value: verdict.value, text, severity: rule.severity, name: rule.name };
  const open: Alert = alert
    ? { ...alert, ...seen }
    : {
        ...seen,
        id: newId(),
        ruleId: rule.id,
        state: 'pending',
        since: verdict.since && verdict.since < now ? verdict.since : now,
        firedAt: null,
        resolvedAt: null,
        quiet: null,
        notifiedAt: null,
        groupKey: groupKey(rule, subject.target),
      };
  if (open.state !== 'pending' || secondsBetween(open.since, now) < rule.forSeconds) return open;
  return { ...open, state: 'firing', firedAt: now };
}

function over(alert: Alert, now: Date): Alert {
  return { ...alert, state: 'resolved', resolvedAt: now };
}
