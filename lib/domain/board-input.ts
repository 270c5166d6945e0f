import { z } from 'zod';
import {
  chartLooks,
  eventSeverities,
  longestNote,
  mostColumns,
  mostPanels,
  mostParts,
  numberMakes,
  stateKinds,
} from './board.ts';

/** Overrides of the writing direction make a text read as another one. */
const unreadable = /[\p{Cc}\u202a-\u202e\u2066-\u2069]/u;
const exceptBreaks = /[\n\r\t]/g;

const line = (what: string, longest: number) =>
  z
    .string({ error: `${what} is a text.` })
    .trim()
    .max(longest, `${what} is longer than ${longest} characters.`)
    .refine(
      (text) => text.isWellFormed() && !unreadable.test(text),
      `${what} holds control characters. Take them out.`,
    );

const word = z
  .string({ error: 'A series is named by texts.' })
  .min(1, 'A series is named by its target and name.')
  .max(200, 'A name of a series is longer than 200 characters.')
  .refine((text) => text.isWellFormed() && !text.includes('\u0000'), 'A name of a series can’t hold that.');

const labelValue = z
  .string()
  .max(200, 'A value of a label is longer than 200 characters.')
  .refine((text) => text.isWellFormed() && !text.includes('\u0000'), 'A value of a label can’t hold that.');
const labels = z
  .record(word, labelValue)
  .refine((all) => Object.keys(all).length <= 8, 'A series is told by 8 labels at most.');

/** All series of a name that carry these labels; `target` null: of every target. */
export const partInput = z.object({ target: word.nullable(), name: word, labels: labels.default({}) });
const parts = z
  .array(partInput)
  .min(1, 'Choose what it shows.')
  .max(mostParts, `One panel shows at most ${mostParts} choices of series.`);

const place = {
  id: z.string().regex(/^[a-z0-9-]{1,40}$/, 'A panel has an id of small letters, digits and hyphens.'),
  title: line('The title', 120),
  /** Columns that it takes, as far as the board has them. */
  width: z.int({ error: 'A panel is 1, 2 or 3 columns wide.' }).min(1).max(mostColumns),
};
const limit = z.number({ error: 'Enter a number.' }).finite().nullable();

export const thresholdsInput = z
  .object({ direction: z.enum(['above', 'below']), warning: limit, failing: limit })
  .refine(inOrder, { error: 'Failing lies beyond warning.', path: ['failing'] });

export const panelInput = z.discriminatedUnion(
  'is',
  [
    z.object({ is: z.literal('chart'), ...place, parts, look: z.enum(chartLooks) }),
    z.object({
      ...{ is: z.literal('number'), ...place, parts, make: z.enum(numberMakes) },
      thresholds: thresholdsInput.nullable(),
    }),
    z.object({
      ...{ is: z.literal('states'), ...place },
      kinds: z.array(z.enum(stateKinds)).min(1, 'Choose what it lists.').max(stateKinds.length),
      /** Only these; everything of the kinds when empty. */
      targets: z.array(word).max(100, 'A list shows at most 100 chosen things.'),
    }),
    z.object({
      ...{ is: z.literal('note'), ...place },
      text: z
        .string({ error: 'A note is a text.' })
        .max(longestNote, `A note is longer than ${longestNote.toLocaleString('en')} characters.`)
        .refine(
          (text) => text.isWellFormed() && !unreadable.test(text.replace(exceptBreaks, '')),
          'The note holds control characters. Take them out.',
        ),
    }),
    z.object({
      ...{ is: z.literal('events'), ...place },
      target: word.nullable(),
      severity: z.enum(eventSeverities).nullable(),
      rows: z.int().min(3, 'A list has at least 3 rows.').max(50, 'A list has at most 50 rows.'),
    }),
  ],
  { error: 'There is no such kind of panel.' },
);

export const boardName = line('The name', 120).min(1, 'Give the board a name.');
export const panelsInput = z
  .array(panelInput, { error: 'A board has a list of panels.' })
  .max(mostPanels, `A board holds at most ${mostPanels} panels.`)
  .refine((panels) => new Set(panels.map(({ id }) => id)).size === panels.length, 'Two panels have the same id.');

/** From a form, a file, or the database: whoever wrote it there. */
export const boardInput = z.object({
  name: boardName,
  columns: z.int({ error: 'A board has 1, 2 or 3 columns.' }).min(1).max(mostColumns),
  panels: panelsInput,
});

function inOrder({
  direction,
  warning,
  failing,
}: {
  direction: string;
  warning: number | null;
  failing: number | null;
}) {
  if (warning === null || failing === null) return true;
  return direction === 'above' ? warning <= failing : warning >= failing;
}
