/** Ends set-up with a sentence and no stack. */
export class SetupProblem extends Error {}
