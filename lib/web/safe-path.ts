/** A path of ours to go to after signing in; anything that could lead elsewhere becomes the start page. */
export function safePath(wanted: string | null | undefined): string {
  if (!wanted?.startsWith('/') || /^\/[/\\]/.test(wanted) || /[\u0000-\u001f\\]/.test(wanted)) return '/';
  if (/^\/(?:sign-in|api)(?:[/?#]|$)/.test(wanted)) return '/';
  return wanted;
}
