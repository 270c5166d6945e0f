import type uPlot from 'uplot';
import { lineLook } from './line-look.ts';
import type { ChartLine } from './model.ts';
import { exactText } from './time-text.ts';

/** The plot with its title, range and legend on the ground of the page, as a PNG. */
export async function chartPicture(plot: uPlot, title: string, lines: readonly ChartLine[]): Promise<Blob | null> {
  const source = plot.ctx.canvas;
  const style = getComputedStyle(plot.root);
  const ratio = source.width / plot.width;
  const line = 18 * ratio;
  const canvas = document.createElement('canvas');
  canvas.width = source.width;
  canvas.height = source.height + line * (lines.length + 3);
  const pen = canvas.getContext('2d');
  if (!pen) return null;
  pen.fillStyle = groundOf(plot.root);
  pen.fillRect(0, 0, canvas.width, canvas.height);
  pen.fillStyle = style.color;
  const write = (text: string, size: number, x: number, y: number) => {
    pen.font = `${size * ratio}px ${style.fontFamily}`;
    pen.fillText(text, x, y);
  };
  const { min = 0, max = 0 } = plot.scales.x ?? {};
  write(title, 14, 10 * ratio, line);
  write(`${exactText(min)} to ${exactText(max)}`, 11, 10 * ratio, line * 1.9);
  pen.drawImage(source, 0, line * 2.4);
  for (const [place, { label }] of lines.entries()) {
    const y = source.height + line * (place + 3);
    pen.strokeStyle = colourOf(plot.root, lineLook(place).colour);
    pen.lineWidth = 2 * ratio;
    pen.setLineDash(lineLook(place).dash.map((length) => length * ratio));
    pen.beginPath();
    pen.moveTo(10 * ratio, y - 4 * ratio);
    pen.lineTo(34 * ratio, y - 4 * ratio);
    pen.stroke();
    write(label, 11, 40 * ratio, y);
  }
  return new Promise((resolve) => canvas.toBlob(resolve, 'image/png'));
}

export function saveFile(content: Blob, name: string): void {
  const link = document.createElement('a');
  link.href = URL.createObjectURL(content);
  link.download = name;
  link.click();
  setTimeout(() => URL.revokeObjectURL(link.href), 10_000);
}

function colourOf(element: Element, css: string): string {
  const probe = document.createElement('span');
  probe.style.color = css;
  element.append(probe);
  const { color } = getComputedStyle(probe);
  probe.remove();
  return color;
}

const groundOf = (element: Element) => colourOf(element, 'var(--surface)');
