import { uuidv7 } from "uuidv7";

/** A UUIDv7: unique, and sorted by the time it was made. */
export const freshId = (): string => uuidv7();
