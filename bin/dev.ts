/** `npm run dev`: the demo, with pages that are built as they are opened and change as you save. */
process.argv.push('--dev');
await import('./demo.ts');

export {};
