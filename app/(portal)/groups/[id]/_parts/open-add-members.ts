const event = 'bailiwick:add-members';

/** The button stands in the head of the page, the dialog with the members. */
export function openAddMembers(): void {
  window.dispatchEvent(new Event(event));
}

export function onAddMembers(listener: () => void): () => void {
  window.addEventListener(event, listener);
  return () => window.removeEventListener(event, listener);
}
