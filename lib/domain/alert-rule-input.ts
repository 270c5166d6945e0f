import { z } from 'zod';
import { alertSeverities, type Condition, groupings } from './alert-rule.ts';

const name = z.string().trim().min(1, 'Name what is measured.').max(200);
const number = z.number({ error: 'Enter a number.' }).finite();
const seconds = (least: number, most: number) =>
  z
    .int({ error: 'Enter a whole number of seconds.' })
    .min(least, `At least ${least} seconds.`)
    .max(most, `At most ${most} seconds.`);
const direction = z.enum(['above', 'below']);
const ofSeries = { series: name, percentOf: name.nullable() };
const window = seconds(60, 90 * 86_400);
const long = seconds(10, 3 * 366 * 86_400);

/** From a form, or from the database: whoever wrote it there. */
export const conditionInput: z.ZodType<Condition> = z
  .discriminatedUnion('is', [
    z.object({ ...ofSeries, is: z.literal('threshold'), direction, limit: number, clear: number }),
    z.object({ ...ofSeries, is: z.literal('change'), direction, limit: number, clear: number, windowSeconds: window }),
    z.object({
      ...{ ...ofSeries, is: z.literal('forecast'), direction, limit: number },
      ...{ windowSeconds: window, withinSeconds: long },
    }),
    z.object({ is: z.literal('absence'), series: name, seconds: long }),
    z.object({ is: z.literal('state'), kind: name, states: z.array(z.string().min(1).max(100)).min(1).max(20) }),
    z.object({ is: z.literal('expected'), kind: name, withinSeconds: long }),
  ])
  .refine(clearsBehindLimit, {
    error: 'An alert ends where the value is back: at the limit, or on its good side.',
    path: ['clear'],
  });

function clearsBehindLimit(condition: Condition): boolean {
  if (condition.is !== 'threshold' && condition.is !== 'change') return true;
  const { direction, limit, clear } = condition;
  return direction === 'above' ? clear <= limit : clear >= limit;
}

export const targetInput = z
  .string()
  .regex(
    /^[a-z]+(:(\*|[\w-]{1,100}))?$/,
    'A target is server:<id>, server:*, device:<id>, device:*, directory, portal or collector.',
  );

export const ruleInput = z
  .object({
    name: z.string().trim().min(1, 'A rule needs a name.').max(200),
    enabled: z.boolean(),
    severity: z.enum(alertSeverities),
    target: targetInput.nullable(),
    condition: conditionInput,
    forSeconds: seconds(0, 30 * 86_400),
    grouping: z.enum(groupings),
  })
  .refine(({ condition, target }) => condition.is !== 'expected' || (target !== null && !target.endsWith(':*')), {
    error: 'What is expected is expected of one target.',
    path: ['target'],
  });
export type RuleInput = z.infer<typeof ruleInput>;
