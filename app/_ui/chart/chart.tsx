'use client';

import { Download, Table2 } from 'lucide-react';
import { type KeyboardEvent, type ReactNode, useCallback, useId, useMemo, useRef, useState } from 'react';
import { IconButton } from '../button.tsx';
import { cx } from '../cx.ts';
import { Menu, MenuItem, MenuSeparator } from '../overlay/menu.tsx';
import { LastSample, useStale } from './chart-age.tsx';
import { chartCsv, fileName } from './chart-csv.ts';
import { ChartLegend, type LegendHandle } from './chart-legend.tsx';
import { chartPicture, saveFile } from './chart-picture.ts';
import { ChartTable } from './chart-table.tsx';
import { type ChartLine, piled } from './model.ts';
import { moved, type Window, zoomed } from './scales.ts';
import { usePlot } from './use-plot.ts';

export type ChartProps = {
  title: string;
  /** The title as a link. */
  titleAs?: (title: string) => ReactNode;
  unit: string;
  lines: readonly ChartLine[];
  /** Seconds since 1970. */
  window: Window;
  /** ISO 8601. */
  lastAt: string | null;
  everySeconds: number;
  /** Under the legend: what this chart has no room for. */
  note?: ReactNode;
  /** Somebody drew a stretch, zoomed or moved; null: back. Without it the chart stands still. */
  onWindow?: (window: Window | null) => void;
  together?: string;
  small?: boolean;
  /** Each line on top of those before it. */
  stacked?: boolean;
  /** MenuItems beside those of the export. */
  menu?: ReactNode;
};

/** Lines over time. Everything it shows is also in its table; everything the mouse does, keys do. */
export function Chart(props: ChartProps) {
  const {
    title,
    titleAs,
    unit,
    lines,
    window,
    lastAt,
    everySeconds,
    note,
    onWindow,
    together = 'charts',
    small,
    stacked = false,
    menu,
  } = props;
  const [box, setBox] = useState<HTMLDivElement | null>(null);
  const legend = useRef<LegendHandle>(null);
  const [asTable, setAsTable] = useState(false);
  const [hidden, setHidden] = useState<ReadonlySet<string>>(new Set());
  const stale = useStale(lastAt, everySeconds, window);
  const onCursor = useCallback((time: number | null) => legend.current?.showAt(time), []);
  const [caption, setCaption] = useState(unit);
  const height = small ? 140 : 210;
  const onZoom = onWindow ?? null;
  const drawn = useMemo(() => (stacked ? piled(lines, hidden) : lines), [stacked, lines, hidden]);
  const source = { lines: drawn, stacked, window, unit, height, together, onZoom, onCursor, onCaption: setCaption };
  const plot = usePlot(box, source, hidden);
  const headingId = useId();
  const toggle = (id: string) =>
    setHidden((now) => new Set(now.has(id) ? [...now].filter((one) => one !== id) : [...now, id]));
  const savePicture = async () => {
    const picture =
      plot.current && (await chartPicture(plot.current, caption ? `${title} (${caption})` : title, lines));
    if (picture) saveFile(picture, fileName(title, 'png'));
  };
  const saveCsv = () => saveFile(new Blob([chartCsv(lines, unit)], { type: 'text/csv' }), fileName(title, 'csv'));
  return (
    <section
      aria-labelledby={headingId}
      className="chart flex h-full min-w-0 flex-col rounded-md border border-line bg-surface px-3 pt-2 pb-2"
    >
      <div className="flex min-h-8 items-center gap-2">
        <h3 id={headingId} className="min-w-0 flex-1 truncate font-medium text-sm">
          {titleAs ? titleAs(title) : title}{' '}
          <span className="font-normal text-faint text-xs">{asTable ? unit : caption}</span>
        </h3>
        <IconButton
          size="s"
          label={`${title} as table`}
          tip={asTable ? 'As chart' : 'As table'}
          icon={<Table2 />}
          aria-pressed={asTable}
          onClick={() => setAsTable(!asTable)}
        />
        <Menu trigger={<IconButton size="s" label={`Export ${title}`} tip="Export" icon={<Download />} />}>
          {menu}
          {menu && <MenuSeparator />}
          <MenuItem onSelect={saveCsv} disabledReason={lines.length === 0 && 'There is nothing to export.'}>
            Export CSV
          </MenuItem>
          <MenuItem
            onSelect={() => void savePicture()}
            disabledReason={(lines.length === 0 || asTable) && 'There is no picture to export.'}
          >
            Export PNG
          </MenuItem>
        </Menu>
      </div>
      <div className={cx(stale && 'opacity-75 saturate-0')}>
        {asTable && lines.length > 0 ? (
          <ChartTable title={title} lines={lines} unit={unit} height={height} />
        ) : (
          <PlotBox {...{ title, lines, window, height, setBox, onWindow }} />
        )}
      </div>
      <div className="mt-auto flex flex-wrap items-start justify-between gap-x-4 gap-y-1 pt-1">
        <ChartLegend ref={legend} {...{ lines, unit, hidden }} onToggle={toggle} />
        <LastSample lastAt={lastAt} stale={stale} />
      </div>
      {note && <p className="mt-1 text-faint text-xs">{note}</p>}
    </section>
  );
}

type PlotBoxProps = Pick<ChartProps, 'title' | 'lines' | 'window' | 'onWindow'> & {
  height: number;
  setBox: (box: HTMLDivElement | null) => void;
};

function PlotBox({ title, lines, window, height, setBox, onWindow }: PlotBoxProps) {
  const hintId = useId();
  const names = useMemo(() => lines.map(({ label }) => label).join(', '), [lines]);
  if (lines.length === 0)
    return (
      <p className="flex items-center justify-center text-faint text-sm" style={{ height }}>
        No samples in this range.
      </p>
    );
  const press = (event: KeyboardEvent) => {
    const next =
      onWindow && !event.ctrlKey && !event.metaKey && !event.altKey ? windowOfKey(event.key, window) : undefined;
    if (next === undefined) return;
    event.preventDefault();
    onWindow?.(next);
  };
  return (
    <>
      {/* biome-ignore lint/a11y/useSemanticElements: a chart is a group of what is drawn in it, and no set of fields. */}
      <div
        ref={setBox}
        role="group"
        aria-roledescription="chart"
        aria-label={`${title}: ${names}`}
        aria-describedby={onWindow ? hintId : undefined}
        tabIndex={onWindow ? 0 : undefined}
        onKeyDown={press}
        className="rounded-sm"
        style={{ height }}
      />
      {onWindow && (
        <span id={hintId} hidden>
          Plus and minus zoom, the arrows left and right move, 0 goes back.
        </span>
      )}
    </>
  );
}

/** undefined: the key means nothing here. */
function windowOfKey(key: string, window: Window): Window | null | undefined {
  const now = Date.now() / 1000;
  const middle = (window.from + window.to) / 2;
  if (key === '+' || key === '=') return zoomed(window, 0.5, middle, now);
  if (key === '-' || key === '_') return zoomed(window, 2, middle, now);
  if (key === 'ArrowLeft') return moved(window, -0.25, now);
  if (key === 'ArrowRight') return moved(window, 0.25, now);
  return key === '0' ? null : undefined;
}
