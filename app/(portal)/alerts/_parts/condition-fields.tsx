import { Field } from '#app/_ui/form/field.tsx';
import { Select } from '#app/_ui/form/select.tsx';
import { TextInput } from '#app/_ui/form/text-input.tsx';
import type { Kind } from './form-rule.ts';

type Props = { is: Kind; texts: Record<string, string> };

/** What a condition needs to know, by its kind. */
export function ConditionFields({ is, texts }: Props) {
  if (is === 'state' || is === 'expected') return <EventFields is={is} texts={texts} />;
  if (is === 'absence')
    return (
      <>
        <SeriesField texts={texts} />
        <Minutes name="within" label="Missing for" texts={texts} />
      </>
    );
  return (
    <>
      <SeriesField texts={texts} />
      <Field label="In parts of a hundred of" name="percentOf" optional hint="Another series with the same labels.">
        <TextInput mono defaultValue={texts.percentOf} spellCheck={false} placeholder="directory.pages.most" />
      </Field>
      <div className="grid gap-4 sm:grid-cols-3">
        <Field label="Is" name="direction">
          <Select
            defaultValue={texts.direction}
            options={
              is === 'change'
                ? [
                    { value: 'above', label: 'rising by more than' },
                    { value: 'below', label: 'changing by less than' },
                  ]
                : [
                    { value: 'above', label: 'above' },
                    { value: 'below', label: 'below' },
                  ]
            }
          />
        </Field>
        <Field label="Limit" name="limit" required hint={is === 'change' ? 'A fall is negative.' : undefined}>
          <TextInput inputMode="decimal" defaultValue={texts.limit} />
        </Field>
        {is !== 'forecast' && (
          <Field label="Until" name="clear" optional hint="Ends only past this.">
            <TextInput inputMode="decimal" defaultValue={texts.clear} />
          </Field>
        )}
      </div>
      {is !== 'threshold' && <Minutes name="window" label="Measured over" texts={texts} />}
      {is === 'forecast' && <Minutes name="within" label="Reached within" texts={texts} />}
    </>
  );
}

function EventFields({ is, texts }: Props) {
  return (
    <>
      <Field label="Kind of event" name="kind" required hint="As in the list of events.">
        <TextInput mono defaultValue={texts.kind} spellCheck={false} placeholder="server.state" />
      </Field>
      {is === 'state' ? (
        <Field label="States" name="states" required hint="Separated by commas.">
          <TextInput mono defaultValue={texts.states} spellCheck={false} placeholder="away" />
        </Field>
      ) : (
        <Minutes name="within" label="At the latest every" texts={texts} />
      )}
    </>
  );
}

function SeriesField({ texts }: Pick<Props, 'texts'>) {
  return (
    <Field label="Series" name="series" required hint="Its name, as charts have it.">
      <TextInput mono defaultValue={texts.series} spellCheck={false} placeholder="xmpp.sessions.all" />
    </Field>
  );
}

export function Minutes({ name, label, texts }: { name: string; label: string; texts: Record<string, string> }) {
  return (
    <Field label={label} name={name} required>
      <TextInput inputMode="decimal" defaultValue={texts[name]} suffix="minutes" className="max-w-32" />
    </Field>
  );
}
