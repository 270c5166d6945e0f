import { Field } from '#app/_ui/form/field.tsx';
import { Select } from '#app/_ui/form/select.tsx';
import { TextInput } from '#app/_ui/form/text-input.tsx';
import { type Kind, units } from './form-rule.ts';

/** `series`, `kinds`: names that are known. */
export type Props = { is: Kind; texts: Record<string, string>; series: string[]; kinds: string[] };

/** What a condition needs to know, by its kind. */
export function ConditionFields({ is, texts, series, kinds }: Props) {
  if (is === 'state' || is === 'expected') return <EventFields is={is} texts={texts} kinds={kinds} />;
  if (is === 'absence')
    return (
      <>
        <SeriesField texts={texts} series={series} />
        <Duration name="within" label="Missing for" texts={texts} />
      </>
    );
  return (
    <>
      <SeriesField texts={texts} series={series} />
      <Field label="As a percentage of" name="percentOf" optional hint="Another series with the same labels.">
        <TextInput
          mono
          defaultValue={texts.percentOf}
          spellCheck={false}
          placeholder="directory.pages.most"
          list="known-series"
        />
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
      {is !== 'threshold' && <Duration name="window" label="Measured over" texts={texts} />}
      {is === 'forecast' && <Duration name="within" label="Reached within" texts={texts} />}
    </>
  );
}

function EventFields({ is, texts, kinds }: Omit<Props, 'series'>) {
  return (
    <>
      <Field label="Kind of event" name="kind" required hint="As in the list of events.">
        <TextInput mono defaultValue={texts.kind} spellCheck={false} placeholder="server.state" list="known-kinds" />
      </Field>
      <Known id="known-kinds" names={kinds} />
      {is === 'state' ? (
        <Field label="States" name="states" required hint="Separated by commas.">
          <TextInput mono defaultValue={texts.states} spellCheck={false} placeholder="away" />
        </Field>
      ) : (
        <Duration name="within" label="At the latest every" texts={texts} />
      )}
    </>
  );
}

function SeriesField({ texts, series }: Pick<Props, 'texts' | 'series'>) {
  return (
    <>
      <Field label="Series" name="series" required hint="Its name, as charts have it.">
        <TextInput
          mono
          defaultValue={texts.series}
          spellCheck={false}
          placeholder="xmpp.sessions.all"
          list="known-series"
        />
      </Field>
      <Known id="known-series" names={series} />
    </>
  );
}

/** What the browser offers while somebody types. */
function Known({ id, names }: { id: string; names: string[] }) {
  return (
    <datalist id={id}>
      {names.map((name) => (
        <option key={name} value={name} />
      ))}
    </datalist>
  );
}

/** A number and its unit. */
export function Duration({ name, label, texts }: { name: string; label: string; texts: Record<string, string> }) {
  return (
    <div className="flex items-start gap-2">
      <Field label={label} name={name} required>
        <TextInput inputMode="decimal" defaultValue={texts[name]} className="max-w-24" />
      </Field>
      <Select
        aria-label={`Unit: ${label.toLowerCase()}`}
        name={`${name}Unit`}
        defaultValue={texts[`${name}Unit`]}
        options={units}
        className="mt-6 w-28"
      />
    </div>
  );
}
