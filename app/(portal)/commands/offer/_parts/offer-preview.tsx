import { type FieldRules, shownFields } from '#lib/domain/command-offer.ts';
import type { Inspected } from '#lib/services/commands/offers/inspect-command.ts';
import { CommandField } from '../../run/_parts/command-field.tsx';

/** The first form as who runs the command will see it. Nothing in it can be pressed. */
export function OfferPreview({ inspected, rules }: { inspected: Inspected; rules: FieldRules }) {
  const fields = shownFields(inspected.fields, rules);
  return (
    <div inert className="grid gap-4 rounded-md border border-line border-dashed bg-sunken px-4 py-3">
      {inspected.title && <p className="font-semibold text-base">{inspected.title}</p>}
      {inspected.instructions.map((line) => (
        <p key={line} className="whitespace-pre-wrap text-soft text-sm">
          {line}
        </p>
      ))}
      {fields.map((field, at) => (
        <CommandField key={field.name || `fixed ${at}`} field={field} values={field.values} onChange={() => {}} />
      ))}
      {fields.length === 0 && <p className="text-soft text-sm">Nothing is asked: there is only the button.</p>}
    </div>
  );
}
