/** Name of the event that opens the palette, so that its button needn't know where it is. */
export const paletteEvent = 'bailiwick:palette';

export function openPalette(): void {
  window.dispatchEvent(new Event(paletteEvent));
}
