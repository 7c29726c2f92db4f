// What the hub says of the last run of a drill; it comes with the run and is not kept.
import { signal } from "@preact/signals";
import type { SessionEvent } from "../hub/wire";
import { onEvent } from "./room";

const drills = signal<ReadonlyMap<string, string>>(new Map());

export const drillAdviceOf = (drillId: string): string => drills.value.get(drillId) ?? "";

/** Listen; returns how to stop. */
export function openAdvice(): () => void {
  return onEvent((event: SessionEvent) => {
    if (event.kind !== "training:agility:drill_completion") return;
    const advice = String(event["advice"] ?? "");
    drills.value = new Map(drills.value).set(String(event["drillId"]), advice);
  });
}
