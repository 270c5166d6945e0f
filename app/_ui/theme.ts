/** The theme is a cookie, so that the server writes data-theme into the first byte and nothing flashes. */
export type Theme = 'light' | 'dark' | 'system';

export const themeCookie = 'bailiwick-theme';
export const sidebarCookie = 'bailiwick-sidebar';

/** Anything that isn't a theme is "system". */
export function parseTheme(text: string | undefined): Theme {
  return text === 'light' || text === 'dark' ? text : 'system';
}

/** For the browser: keeps a preference of appearance for a year. */
export function keepPreference(name: string, value: string): void {
  const secure = window.location.protocol === 'https:' ? '; Secure' : '';
  // biome-ignore lint/suspicious/noDocumentCookie: the Cookie Store API isn't in every browser that we serve.
  document.cookie = `${name}=${encodeURIComponent(value)}; Path=/; Max-Age=31536000; SameSite=Lax${secure}`;
}
