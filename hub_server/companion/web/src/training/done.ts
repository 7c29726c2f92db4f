// What was done of an exercise or a drill: as the hub has it, and what still waits on this phone.
import type { PlayerState } from "../hub/wire";
import type { Done } from "../keep/database";
import { diary } from "../keep/diary";
import { isWaiting } from "../keep/outbox";

export interface DoneSet {
  number: number;
  reps: number;
  weight: number;
  rpe: number | null;
  isWaiting: boolean;
}

export interface DoneRun {
  number: number;
  timeS: number;
  errors: number;
  isWaiting: boolean;
}

export function setsOf(player: PlayerState, exerciseId: string): DoneSet[] {
  const known = (player.strength?.exercises?.[exerciseId]?.sets ?? []).map((one) => ({
    number: one.setNumber,
    reps: one.reps,
    weight: one.weight,
    rpe: one.rpe ?? null,
    isWaiting: false,
  }));
  return merged(known, exerciseId, (done) => ({
    number: done.number,
    reps: done.values["reps"] ?? 0,
    weight: done.values["weight"] ?? 0,
    rpe: done.values["rpe"] ?? null,
    isWaiting: isWaiting(done.eventId),
  }));
}

export function runsOf(player: PlayerState, drillId: string): DoneRun[] {
  const known = (player.agility?.drills?.[drillId]?.results ?? []).map((one) => ({
    number: one.repetition,
    timeS: one.timeS,
    errors: one.errors ?? 0,
    isWaiting: false,
  }));
  return merged(known, drillId, (done) => ({
    number: done.number,
    timeS: done.values["timeS"] ?? 0,
    errors: done.values["errors"] ?? 0,
    isWaiting: isWaiting(done.eventId),
  }));
}

/** When the last set was done, as far as this phone knows; seconds since 1970. */
export function lastSetAt(exerciseId: string): number | null {
  return ofItem(exerciseId).at(-1)?.values["at"] ?? null;
}

const ofItem = (itemId: string): Done[] => diary.value.filter((done) => done.itemId === itemId);

function merged<T extends { number: number; isWaiting: boolean }>(
  known: readonly T[],
  itemId: string,
  read: (done: Done) => T,
): T[] {
  const byNumber = new Map(ofItem(itemId).map((done) => [done.number, read(done)]));
  for (const one of known) {
    if (byNumber.get(one.number)?.isWaiting !== true) byNumber.set(one.number, one);
  }
  return [...byNumber.values()].sort((one, other) => one.number - other.number);
}
