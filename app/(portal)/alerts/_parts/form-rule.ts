import type { RuleForm } from '#lib/services/alerts/rules.ts';

type Rule = NonNullable<RuleForm['rule']>['rule'];
type Condition = Rule['condition'];
export type Kind = Condition['is'];

export const kinds: { value: Kind; label: string }[] = [
  { value: 'threshold', label: 'A value is above or below a limit' },
  { value: 'change', label: 'A value changes fast' },
  { value: 'forecast', label: 'A value will reach a limit, going on like this' },
  { value: 'absence', label: 'Samples are missing' },
  { value: 'state', label: 'Something is in a state' },
  { value: 'expected', label: 'An expected event doesn’t come' },
];

/** Texts of the form by name, as its inputs begin. */
export function textsOf(rule: Rule | null): Record<string, string> {
  if (!rule) return { ...duration('minutes', 300), ...duration('window', 3_600), ...duration('within', 4 * 86_400) };
  const { condition: c } = rule;
  return {
    name: rule.name,
    target: rule.target ?? '',
    severity: rule.severity,
    grouping: rule.grouping,
    ...duration('minutes', rule.forSeconds),
    series: 'series' in c ? c.series : '',
    percentOf: 'percentOf' in c ? (c.percentOf ?? '') : '',
    direction: 'direction' in c ? c.direction : 'above',
    limit: 'limit' in c ? String(c.limit) : '',
    clear: 'clear' in c ? String(c.clear) : '',
    ...duration('window', 'windowSeconds' in c ? c.windowSeconds : 3_600),
    ...duration('within', 'withinSeconds' in c ? c.withinSeconds : c.is === 'absence' ? c.seconds : 4 * 86_400),
    kind: 'kind' in c ? c.kind : '',
    states: 'states' in c ? c.states.join(', ') : '',
  };
}

/** What was typed, for the use case, which checks it: what is no number goes as it is. */
export function ruleOf(is: Kind, data: FormData) {
  const text = (name: string) => String(data.get(name) ?? '').trim();
  return {
    name: text('name'),
    enabled: data.get('enabled') !== null,
    severity: text('severity'),
    target: text('target') || null,
    condition: conditionOf(is, text),
    forSeconds: seconds(text, 'minutes'),
    grouping: text('grouping'),
  };
}

function conditionOf(is: Kind, text: (name: string) => string) {
  const ofSeries = { series: text('series'), percentOf: text('percentOf') || null, direction: text('direction') };
  const limit = number(text('limit'));
  const clear = text('clear') === '' ? limit : number(text('clear'));
  switch (is) {
    case 'threshold':
      return { is, ...ofSeries, limit, clear };
    case 'change':
      return { is, ...ofSeries, limit, clear, windowSeconds: seconds(text, 'window') };
    case 'forecast':
      return { is, ...ofSeries, limit, windowSeconds: seconds(text, 'window'), withinSeconds: seconds(text, 'within') };
    case 'absence':
      return { is, series: text('series'), seconds: seconds(text, 'within') };
    case 'state':
      return {
        is,
        kind: text('kind'),
        states: text('states')
          .split(/[\s,]+/)
          .filter(Boolean),
      };
    case 'expected':
      return { is, kind: text('kind'), withinSeconds: seconds(text, 'within') };
  }
}

/** The input at which a failure of the use case belongs. */
export function inputAt(field: string | undefined): string | undefined {
  const last = field?.replace(/^rule\.(condition\.)?/, '').split('.')[0];
  const names: Record<string, string> = {
    forSeconds: 'minutes',
    windowSeconds: 'window',
    withinSeconds: 'within',
    seconds: 'within',
  };
  return last && (names[last] ?? last);
}

function number(text: string): number | string {
  return text === '' || Number.isNaN(Number(text)) ? text : Number(text);
}

/** What is no number goes as it is, as well. */
function seconds(text: (name: string) => string, name: string): number | string {
  const value = number(text(name));
  const unit = units.find((one) => one.value === text(`${name}Unit`));
  return typeof value === 'number' ? Math.round(value * Number(unit?.value ?? 60)) : value;
}

export const units = [
  { value: '60', label: 'minutes' },
  { value: '3600', label: 'hours' },
  { value: '86400', label: 'days' },
];

/** In the largest unit that it is a whole number of. */
function duration(name: string, value: number): Record<string, string> {
  const unit = units.findLast((one) => value > 0 && value % Number(one.value) === 0)?.value ?? '60';
  return { [name]: String(value / Number(unit)), [`${name}Unit`]: unit };
}
