'use client';

import { Button } from '#app/_ui/button.tsx';
import { ErrorSummary } from '#app/_ui/form/error-summary.tsx';
import { Form, FormFoot } from '#app/_ui/form/form.tsx';
import type { CommandStep } from '#lib/services/commands/step-view.ts';
import { CommandField } from './command-field.tsx';
import type { RunningCommand } from './use-command.ts';

type Props = { step: CommandStep; running: RunningCommand };

const labels = { prev: 'Back', next: 'Next', complete: 'Run command' } as const;

const beginAgain = 'Begin the command again first; what you typed is kept.';

/** What the server asks for now, and the ways on that it offers; Enter takes the one that it calls usual. */
export function CommandForm({ step, running }: Props) {
  const { values, setValue, problems, sending, send, ended } = running;
  const offered = step.actions.flatMap((action) =>
    action === 'prev' || action === 'next' || action === 'complete' ? [action] : [],
  );
  const forward = offered.filter((action) => action !== 'prev');
  const usual = forward.find((action) => action === step.defaultAction) ?? forward[0];
  const names = Object.fromEntries(step.fields.map(({ name, label }) => [name, label || name]));
  return (
    <Form action={() => (usual && !ended ? send(usual) : undefined)} fieldErrors={problems}>
      <ErrorSummary labels={names} />
      {step.title && <h2 className="font-semibold text-base">{step.title}</h2>}
      {step.instructions.map((line) => (
        <p key={line} className="whitespace-pre-wrap text-soft text-sm">
          {line}
        </p>
      ))}
      {step.fields.map((field, at) => (
        <CommandField
          key={field.name || `fixed ${at}`}
          field={field}
          values={values[field.name] ?? []}
          onChange={(next) => setValue(field.name, next)}
        />
      ))}
      {step.fields.length === 0 && <p className="text-soft text-sm">The server asks for nothing more.</p>}
      <FormFoot>
        {usual && (
          <Button type="submit" kind="primary" pending={sending === usual} disabledReason={ended && beginAgain}>
            {labels[usual]}
          </Button>
        )}
        {offered
          .filter((action) => action !== usual)
          .map((action) => (
            <Button
              key={action}
              pending={sending === action}
              disabledReason={ended && beginAgain}
              onClick={() => void send(action)}
            >
              {labels[action]}
            </Button>
          ))}
        <Button
          kind="quiet"
          pending={sending === 'cancel'}
          disabledReason={ended && beginAgain}
          onClick={() => void send('cancel')}
        >
          Give up
        </Button>
      </FormFoot>
    </Form>
  );
}
