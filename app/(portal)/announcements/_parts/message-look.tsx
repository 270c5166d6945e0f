/** About what a client shows; each has its own way. */
export function MessageLook({ subject, body }: { subject: string; body: string }) {
  return (
    <figure
      aria-label="What the message looks like"
      className="rounded-md border border-line bg-sunken px-4 py-3 text-sm"
    >
      {subject && <p className="mb-1 font-semibold [overflow-wrap:anywhere]">{subject}</p>}
      <p className="max-h-60 overflow-y-auto whitespace-pre-wrap [overflow-wrap:anywhere]">{body}</p>
    </figure>
  );
}
