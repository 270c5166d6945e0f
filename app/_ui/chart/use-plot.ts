'use client';

import { useEffect, useRef, useState } from 'react';
import type uPlot from 'uplot';
import { dataOf, makePlot, type PlotSource, seriesOf, structureOf } from './plot.ts';

/** Keeps a plot in `box`: drawn anew for other lines and themes, filled anew for other data, as wide as its box. */
export function usePlot(box: HTMLDivElement | null, source: PlotSource, hidden: ReadonlySet<string>) {
  const latest = useRef(source);
  latest.current = source;
  const plot = useRef<uPlot | null>(null);
  const theme = useTheme();
  const structure = structureOf(source.lines);

  // biome-ignore lint/correctness/useExhaustiveDependencies: the structure stands for the lines.
  useEffect(() => {
    if (!box || latest.current.lines.length === 0) return;
    const made = makePlot(box, () => latest.current);
    plot.current = made;
    const watcher = new ResizeObserver(() => {
      const width = box.clientWidth;
      if (width > 0 && width !== made.width) made.setSize({ width, height: latest.current.height });
    });
    watcher.observe(box);
    return () => {
      watcher.disconnect();
      made.destroy();
      plot.current = null;
    };
  }, [box, structure, theme, source.height, source.together, source.stacked]);

  // biome-ignore lint/correctness/useExhaustiveDependencies: the window is read by the plot's own scale.
  useEffect(() => {
    plot.current?.setData(dataOf(source.lines), true);
  }, [source.lines, source.window.from, source.window.to]);

  // biome-ignore lint/correctness/useExhaustiveDependencies: a plot that was drawn anew shows everything.
  useEffect(() => {
    const places = seriesOf(latest.current.lines);
    for (const [at, { id }] of latest.current.lines.entries())
      for (const place of places[at] ?? []) {
        const show = !hidden.has(id);
        if (plot.current?.series[place]?.show !== show) plot.current?.setSeries(place, { show });
      }
  }, [box, hidden, structure, theme]);

  return plot;
}

/** Changes with the colours of the page. */
function useTheme(): string {
  const [theme, setTheme] = useState('');
  useEffect(() => {
    const dark = matchMedia('(prefers-color-scheme: dark)');
    const look = () => setTheme(`${document.documentElement.dataset.theme ?? ''} ${dark.matches}`);
    look();
    const watcher = new MutationObserver(look);
    watcher.observe(document.documentElement, { attributes: true, attributeFilter: ['data-theme'] });
    dark.addEventListener('change', look);
    return () => {
      watcher.disconnect();
      dark.removeEventListener('change', look);
    };
  }, []);
  return theme;
}
