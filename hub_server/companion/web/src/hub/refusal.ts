import type { Problem } from "./wire";

/** The hub understood, and said no. */
export class Refusal extends Error {
  constructor(readonly problem: Problem) {
    super(problem.message);
  }

  get code(): string {
    return this.problem.code;
  }

  /** What to do about it, one sentence; may be empty. */
  get nextStep(): string {
    return this.problem.suggestedAction ?? "";
  }
}

/** The hub cannot be reached, or does not answer. */
export class Away extends Error {}
