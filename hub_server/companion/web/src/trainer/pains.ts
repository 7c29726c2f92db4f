// Who has pressed "pain / stop", or may not go on, and was not looked at yet.
import { signal } from "@preact/signals";
import type { SessionEvent } from "../hub/wire";
import { onFloorEvent } from "./floor";

export interface Pain {
  playerId: string;
  sessionId: string;
  /** What is the matter is told to trainers and the medical staff only. */
  isPain: boolean;
  bodyPart: string;
}

export const pains = signal<readonly Pain[]>([]);

/** Listen; returns how to stop. */
export function openPains(): () => void {
  return onFloorEvent((event: SessionEvent) => {
    if (event.kind !== "training:medical:status_changed" || event.playerId === undefined) return;
    const { playerId, sessionId } = event;
    const others = pains.value.filter((pain) => pain.playerId !== playerId);
    const pain = {
      playerId,
      sessionId,
      isPain: event["status"] === "pain",
      bodyPart: String(event["bodyPart"] ?? ""),
    };
    pains.value = event["status"] === "fit" ? others : [pain, ...others];
  });
}

export function seen(playerId: string): void {
  pains.value = pains.value.filter((pain) => pain.playerId !== playerId);
}
