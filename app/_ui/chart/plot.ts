import uPlot from 'uplot';
import { lineLook } from './line-look.ts';
import { align, type ChartLine, lonely } from './model.ts';
import { drawn, rangeOfValues, type Window } from './scales.ts';
import { timeTicks } from './time-text.ts';
import { scaleOf, tickText } from './units.ts';

/** What a drawn chart asks for while it lives, so that new data doesn't build it anew. */
export type PlotSource = {
  lines: readonly ChartLine[];
  /** Each line stands on the one before it: what is between them is filled. */
  stacked: boolean;
  window: Window;
  unit: string;
  height: number;
  /** Charts with the same word move their cursors together. */
  together: string;
  onZoom: ((window: Window) => void) | null;
  /** The time under the cursor; null when it left. */
  onCursor: (time: number | null) => void;
  /** The unit as the axis now has it: "kB/s". */
  onCaption: (caption: string) => void;
};

/** More bands than these hide the lines. */
const mostBands = 4;
const bandParts = ['max', 'min'] as const;

/** What only a new plot can show: other lines, or bands that weren't there. */
export function structureOf(lines: readonly ChartLine[]): string {
  return JSON.stringify(lines.map((line) => [line.id, banded(line, lines)]));
}

export function makePlot(box: HTMLElement, now: () => PlotSource): uPlot {
  const colour = colourReader(box);
  const { lines, stacked, height, together, onZoom } = now();
  const series: uPlot.Series[] = [{}];
  const bands: uPlot.Band[] = [];
  for (const [place, line] of lines.entries()) {
    const look = lineLook(place);
    if (banded(line, lines)) {
      const at = series.length;
      series.push(...bandParts.map(() => ({ stroke: 'transparent', width: 0, points: { show: false } })));
      bands.push({ series: [at, at + 1], fill: colour(`color-mix(in oklab, ${look.colour} 18%, transparent)`) });
    }
    const ground = stacked ? colour(`color-mix(in oklab, ${look.colour} 30%, transparent)`) : undefined;
    if (ground && place > 0) bands.push({ series: [series.length, series.length - 1], fill: ground });
    series.push({
      ...(place === 0 && { fill: ground }),
      stroke: colour(look.colour),
      width: 1.5,
      dash: look.dash,
      points: { show: true, size: 5, filter: (plot, at) => lonely(plot.data[at] as never) },
    });
  }
  const options: uPlot.Options = {
    ...{ width: Math.max(box.clientWidth, 80), height, series, bands, padding: [8, 18, 0, 0] },
    legend: { show: false },
    cursor: {
      sync: { key: together, scales: ['x', null] },
      drag: { x: onZoom !== null, y: false, setScale: false },
      points: { size: 6 },
    },
    scales: {
      x: { time: true, range: () => [now().window.from, now().window.to] },
      y: { range: (_, least, most) => rangeOfValues(least, most, now().unit) },
    },
    axes: axesOf(now, colour),
    hooks: hooksOf(now),
  };
  return new uPlot(options, dataOf(lines), box);
}

/** In the order of the series: times, then each line, before it the edges of its band. */
export function dataOf(lines: readonly ChartLine[]): uPlot.AlignedData {
  const { times, columns } = align(lines);
  const rows = lines.flatMap((line, place) => {
    const { average, min, max } = columns[place] ?? { average: [], min: null, max: null };
    return banded(line, lines) ? [max, min, average] : [average];
  });
  return [times, ...rows] as uPlot.AlignedData;
}

/** Which series of the plot belong to a line: its own, and the edges of its band. */
export function seriesOf(lines: readonly ChartLine[]): number[][] {
  let next = 1;
  return lines.map((line) => {
    const count = banded(line, lines) ? 3 : 1;
    next += count;
    return Array.from({ length: count }, (_, at) => next - count + at);
  });
}

function banded({ min, max }: ChartLine, lines: readonly ChartLine[]): boolean {
  return min !== null && max !== null && lines.length <= mostBands;
}

function axesOf(now: () => PlotSource, colour: (css: string) => string): uPlot.Axis[] {
  // In step with the page, which a wall screen writes larger.
  const grown = Number.parseFloat(getComputedStyle(document.documentElement).fontSize) / 16;
  const shared: uPlot.Axis = {
    stroke: colour('var(--text-faint)'),
    font: `${11 * grown}px ${getComputedStyle(document.body).fontFamily}`,
    lineGap: 1.3,
    grid: { stroke: colour('var(--chart-grid)'), width: 1 },
    ticks: { show: false },
  };
  return [
    {
      ...shared,
      space: 72 * grown,
      size: 38 * grown,
      gap: 6,
      values: (_, times, __, ___, step) => timeTicks(times, step),
    },
    {
      ...shared,
      space: 32 * grown,
      size: 52 * grown,
      gap: 6,
      values: (plot, values, _, __, step) => {
        const scale = scaleOf(now().unit, plot.scales.y?.max ?? 1);
        return values.map((value) => tickText(value, step, scale));
      },
    },
  ];
}

function hooksOf(now: () => PlotSource): uPlot.Hooks.Arrays {
  return {
    setCursor: [
      (plot) => {
        const left = plot.cursor.left ?? -1;
        now().onCursor(left < 0 ? null : plot.posToVal(left, 'x'));
      },
    ],
    setScale: [
      (plot, key) => {
        if (key === 'y') now().onCaption(scaleOf(now().unit, plot.scales.y?.max ?? 1).caption);
      },
    ],
    setSelect: [
      (plot) => {
        const { left, width } = plot.select;
        if (width < 4) return;
        const [one, other] = [plot.posToVal(left, 'x'), plot.posToVal(left + width, 'x')];
        plot.setSelect({ left: 0, top: 0, width: 0, height: 0 }, false);
        now().onZoom?.(drawn(one, other, Date.now() / 1000));
      },
    ],
  };
}

/** A canvas knows no variables: the browser resolves each colour as this theme has it. */
function colourReader(box: HTMLElement): (css: string) => string {
  const probe = document.createElement('span');
  probe.hidden = true;
  return (css) => {
    probe.style.color = css;
    box.append(probe);
    const { color } = getComputedStyle(probe);
    probe.remove();
    return color;
  };
}
