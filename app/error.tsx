'use client';

/** Around the frame, for what the frame itself needs. */
export { PageError as default } from '#app/_ui/feedback/page-error.tsx';
