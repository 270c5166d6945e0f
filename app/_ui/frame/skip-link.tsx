/** The first thing that Tab reaches. */
export function SkipLink() {
  return (
    <a
      href="#main"
      className="fixed top-2 left-2 z-100 -translate-y-16 rounded-md bg-raised px-3 py-2 font-medium text-sm shadow-float focus:translate-y-0"
    >
      Skip to content
    </a>
  );
}
