import { Button } from '#app/_ui/button.tsx';
import { Section } from '#app/_ui/frame/section.tsx';
import { Mono } from '#app/_ui/show/mono.tsx';
import type { Browsed } from './use-browse.ts';

type Watching = { watched: ReadonlySet<string>; watch: (oid: string) => void };
type Props = Watching & { shown: Browsed; reading: boolean };

/** A conceptual table as a table; everything else a value a line. */
export function BrowsedView({ shown, reading, ...watching }: Props) {
  const { root, rows, more, is } = shown;
  return (
    <Section title={root.text} hint={`${root.module ?? 'No module names it'} · ${root.oid}`}>
      {rows.length === 0 && !reading && (
        <p className="text-soft text-sm">The device says nothing here, or not to who asks as the portal does.</p>
      )}
      {rows.length > 0 && (
        <div className="max-h-[70vh] min-w-0 overflow-auto">
          {/* biome-ignore lint/a11y/noNoninteractiveTabindex: it scrolls, also by keyboard. */}
          <table className="w-full text-left text-sm" tabIndex={0}>
            <caption className="sr-only">{root.text}</caption>
            {is === 'table' ? <TableBody shown={shown} {...watching} /> : <ListBody shown={shown} {...watching} />}
          </table>
        </div>
      )}
      {more && !reading && (
        <p className="py-1 text-faint text-xs">{`There is more: the first ${rows.length.toLocaleString('en')} rows are shown.`}</p>
      )}
    </Section>
  );
}

const headClass = 'sticky top-0 whitespace-nowrap bg-surface py-1 pr-4 font-medium';

function TableBody({ shown: { index, columns, rows }, ...watching }: Watching & { shown: Browsed }) {
  return (
    <>
      <thead>
        <tr className="text-faint text-xs">
          <th scope="col" className={`${headClass} left-0 z-1`}>
            {index}
          </th>
          {columns.map(({ oid, name, units, watch }) => (
            <th key={oid} scope="col" className={headClass} data-tip={oid}>
              {name}
              {units && <span className="font-normal">{` [${units}]`}</span>}
              {watch && <WatchButton oid={oid} name={name} {...watching} />}
            </th>
          ))}
        </tr>
      </thead>
      <tbody>
        {rows.map(({ key, cells }) => (
          <tr key={key} className="border-line border-t align-top">
            <th scope="row" className="sticky left-0 bg-surface py-1 pr-4 font-normal">
              <Mono value={key} />
            </th>
            {columns.map(({ oid }, place) => (
              <td key={oid} className="max-w-90 py-1 pr-4 [overflow-wrap:anywhere]">
                {cells[place] ?? <span className="text-faint">none</span>}
              </td>
            ))}
          </tr>
        ))}
      </tbody>
    </>
  );
}

function ListBody({ shown: { rows }, ...watching }: Watching & { shown: Browsed }) {
  return (
    <>
      <thead>
        <tr className="text-faint text-xs">
          {['Name', 'Value', 'Watch'].map((head) => (
            <th key={head} scope="col" className={headClass}>
              {head}
            </th>
          ))}
        </tr>
      </thead>
      <tbody>
        {rows.map(({ key, name, units, watch, cells }) => (
          <tr key={key} className="border-line border-t align-top">
            <th scope="row" data-tip={key} className="py-1 pr-4 font-normal [overflow-wrap:anywhere]">
              <Mono value={name} />
            </th>
            <td className="py-1 pr-4 [overflow-wrap:anywhere]">
              {cells[0]}
              {units && <span className="text-faint">{` ${units}`}</span>}
            </td>
            <td className="w-20 py-0.5">{watch && <WatchButton oid={key} name={name} {...watching} />}</td>
          </tr>
        ))}
      </tbody>
    </>
  );
}

function WatchButton({ oid, name, watched, watch }: Watching & { oid: string; name: string }) {
  if (watched.has(oid)) return <span className="px-2 font-normal text-faint text-xs">watched</span>;
  return (
    <Button size="s" kind="quiet" aria-label={`Watch ${name}`} onClick={() => watch(oid)}>
      Watch
    </Button>
  );
}
