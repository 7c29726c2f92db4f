// Which set comes next, and what to offer for it.
import type { Exercise, NextSetPreview, PlayerState } from "../hub/wire";
import { lastWeight } from "../keep/diary";
import { type DoneSet, setsOf } from "./done";

export interface Offer {
  reps: number;
  weight: number;
}

const EMPTY_BAR_KG = 20;

const unloaded = (exercise: Exercise): number => (exercise.load === null ? 0 : EMPTY_BAR_KG);

/** The first exercise that still has sets to do; null when all are done. */
export const currentOf = (exercises: readonly Exercise[], player: PlayerState): Exercise | null =>
  exercises.find((exercise) => setsOf(player, exercise.id).length < exercise.sets) ?? null;

/** The hub's advice for the next set of this exercise; it is about the last one it has heard of. */
export function adviceFor(exercise: Exercise, player: PlayerState): NextSetPreview | null {
  const isCurrent = player.strength?.currentExercise === exercise.id;
  const isHeard = setsOf(player, exercise.id).at(-1)?.isWaiting === false;
  return isCurrent && isHeard ? (player.strength?.nextSet ?? null) : null;
}

/** The hub's advice if there is one, else as in the set before, else as planned. */
export function offerFor(
  exercise: Exercise,
  before: DoneSet | undefined,
  advice: NextSetPreview | null,
): Offer {
  if (advice !== null) return { reps: advice.targetReps, weight: advice.weight };
  const planned = exercise.load?.unit === "KG" ? exercise.load.value : null;
  const weight = before?.weight ?? planned ?? lastWeight(exercise.id) ?? unloaded(exercise);
  return { reps: before?.reps ?? exercise.reps, weight };
}
