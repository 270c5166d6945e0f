'use client';

import { useSearchParams } from 'next/navigation';
import { useEffect, useRef } from 'react';
import { ErrorNote } from '#app/_ui/feedback/error-note.tsx';
import { Field } from '#app/_ui/form/field.tsx';
import { RadioGroup } from '#app/_ui/form/radio-group.tsx';
import { Select } from '#app/_ui/form/select.tsx';
import type { Rows } from '#app/_ui/table/use-rows.ts';
import type { Who } from '#lib/services/announcements/announcement.ts';
import type { AnnouncementPlace } from '#lib/services/announcements/announcement-places.ts';
import { RealmPicker } from '../../_parts/realm-picker.tsx';
import { useRealmChoices } from '../../_parts/use-realm-choices.ts';
import type { Draft } from './draft.ts';

type Props = {
  draft: Draft;
  onChange: (patch: Partial<Draft>) => void;
  /** null: only realms are on offer. */
  places: Rows<AnnouncementPlace> | null;
};

const permission = 'announcements.send';

/** To a realm or, for who may, to a server; then to everybody or to who is online. */
export function RecipientFields({ draft, onChange, places }: Props) {
  useFirstRealm(onChange);
  const { is, who, realm } = draft;
  const place = places?.answer?.rows.find(({ id }) => id === draft.server);
  return (
    <>
      {places && (
        <RadioGroup
          label="To"
          name="is"
          value={is}
          onChange={(chosen) => onChange({ is: chosen === 'server' ? 'server' : 'realm' })}
          options={[
            { value: 'realm', label: 'The people of a realm', hint: 'And of the realms below it.' },
            { value: 'server', label: 'The people of a server' },
          ]}
        />
      )}
      {is === 'realm' && (
        <RealmPicker
          label="Realm"
          name="realm"
          permission={permission}
          value={realm}
          onChange={(chosen) => onChange({ realm: chosen })}
          hint={realm && realm.domains.length > 0 ? realm.domains.join(', ') : undefined}
        />
      )}
      {is === 'server' && places && <ServerFields draft={draft} onChange={onChange} places={places} />}
      <WhoField who={who} onChange={onChange} place={is === 'server' ? place : undefined} />
    </>
  );
}

function ServerFields({ draft, onChange, places }: Props & { places: Rows<AnnouncementPlace> }) {
  const all = places.answer?.rows ?? [];
  const domains = all.find(({ id }) => id === draft.server)?.domains ?? [];
  /** Where a server reaches only who is online, that is what is chosen with it. */
  const choose = (server: string) => {
    const place = all.find(({ id }) => id === server);
    const onlyOnline = place && !place.everybody.can && place.online.can;
    onChange({ server, host: '', ...(onlyOnline && { who: 'online' }) });
  };
  return (
    <>
      {places.failure && <ErrorNote failure={places.failure} />}
      <Field
        label="Server"
        name="server"
        required
        hint={places.answer && all.length === 0 ? 'No server is managed yet. Add one under Servers.' : undefined}
      >
        <Select
          value={draft.server}
          placeholder={places.answer ? 'Choose a server' : 'Asking the servers…'}
          options={all.map(({ id, name }) => ({ value: id, label: name }))}
          onChange={(event) => choose(event.target.value)}
        />
      </Field>
      {domains.length > 1 && (
        <Field label="Domain" name="host">
          <Select
            value={draft.host}
            options={[
              { value: '', label: `All ${domains.length} domains` },
              ...domains.map((domain) => ({ value: domain, label: domain })),
            ]}
            onChange={(event) => onChange({ host: event.target.value })}
          />
        </Field>
      )}
    </>
  );
}

type WhoProps = { who: Who; onChange: Props['onChange']; place: AnnouncementPlace | undefined };

/** What a server can't do stands there with why. */
function WhoField({ who, onChange, place }: WhoProps) {
  const whyNot = (able: AnnouncementPlace['online'] | undefined) =>
    able && !able.can ? `Not on this server: ${able.why} ${able.todo}`.trim() : null;
  const notAll = whyNot(place?.everybody);
  const notOnline = whyNot(place?.online);
  return (
    <RadioGroup
      label="Who"
      name="who"
      value={who}
      onChange={(chosen) => onChange({ who: chosen === 'online' ? 'online' : 'everybody' })}
      options={[
        {
          value: 'everybody',
          label: 'Everybody',
          hint: notAll ?? 'Who is offline gets it at the next sign-in.',
          disabled: notAll !== null,
        },
        {
          value: 'online',
          label: 'Only who is online now',
          hint: notOnline ?? undefined,
          disabled: notOnline !== null,
        },
      ]}
    />
  );
}

/** The realm that the page's scope names, or the only one that there is to choose. */
function useFirstRealm(onChange: Props['onChange']): void {
  const scope = useSearchParams().get('realm');
  const { choices } = useRealmChoices(permission, true);
  const tell = useRef(onChange);
  tell.current = onChange;
  useEffect(() => {
    const realms = choices?.realms ?? [];
    const first = realms.find(({ key }) => key === scope) ?? (realms.length === 1 ? realms[0] : undefined);
    if (first) tell.current({ realm: first });
  }, [choices, scope]);
}
