const browsers: readonly [name: string, version: RegExp][] = [
  ['Edge', /Edg(?:e|A|iOS)?\/(\d+)/],
  ['Opera', /OPR\/(\d+)/],
  ['Samsung Internet', /SamsungBrowser\/(\d+)/],
  ['Firefox', /(?:Firefox|FxiOS)\/(\d+)/],
  ['Chrome', /(?:HeadlessChrome|Chrome|CriOS|Chromium)\/(\d+)/],
  ['Safari', /Version\/(\d+)[.\d]* .*Safari\//],
];

/** In this order: Android says Linux as well, and an iPhone says that it is like a Mac. */
const systems: readonly [name: string, mark: RegExp][] = [
  ['Android', /Android/],
  ['iPhone', /iPhone/],
  ['iPad', /iPad/],
  ['Windows', /Windows/],
  ['macOS', /Mac OS X|Macintosh/],
  ['ChromeOS', /CrOS/],
  ['Linux', /Linux|X11/],
];

/** "Firefox 140 on Windows", for a person who wonders whether that was them. A User-Agent may say anything. */
export function browserName(userAgent: string): string {
  const browser = browsers
    .map(([name, version]) => [name, version.exec(userAgent)?.[1]] as const)
    .find(([, version]) => version);
  const system = systems.find(([, mark]) => mark.test(userAgent))?.[0];
  if (!browser) return system ? `Unknown browser on ${system}` : 'Unknown browser';
  return [`${browser[0]} ${browser[1]}`, system].filter(Boolean).join(' on ');
}
