'use client';

/** Inside the frame. */
export { PageError as default } from '#app/_ui/feedback/page-error.tsx';
