import { Mono } from '#app/_ui/show/mono.tsx';
import type { PersonAttribute } from '#lib/domain/person-attribute.ts';

/** Values as they are read, each on a line of its own. Links are made of known schemes only. */
export function AttributeValues({ attribute, values }: { attribute: PersonAttribute; values: readonly string[] }) {
  return (
    <ul className="grid gap-0.5">
      {values.map((value) => (
        <li key={value}>{shown(attribute, value)}</li>
      ))}
    </ul>
  );
}

function shown(attribute: PersonAttribute, value: string) {
  if (attribute.kind === 'mail') return <Mono value={value} copy noun="address" />;
  if (attribute.kind === 'person') return <Mono value={/^[^=]+=((?:\\.|[^,])*)/.exec(value)?.[1] ?? value} />;
  if (attribute.kind === 'lines') return <span className="whitespace-pre-line">{value.replaceAll('$', '\n')}</span>;
  if (attribute.kind === 'url' && /^https?:\/\//.test(value)) {
    const address = value.split(' ')[0] as string;
    return (
      <a href={address} rel="noreferrer noopener" target="_blank" className="underline">
        {value}
      </a>
    );
  }
  return value;
}
