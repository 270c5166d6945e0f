/** The look of everything that is typed into or chosen from. */
export const controlClass =
  'w-full min-w-0 rounded-md border border-edge bg-surface px-2.5 text-sm text-text max-sm:text-lg outline-none transition-[border-color,box-shadow] duration-100 hover:border-text-faint focus-visible:border-focus focus-visible:outline-2 focus-visible:outline-focus/45 focus-visible:outline-offset-0 aria-invalid:border-failing disabled:bg-sunken disabled:text-faint [&:is(input,textarea):read-only]:bg-sunken';
