// What was entered reaches the hub exactly once: kept until acknowledged, most urgent first.
// An entry keeps its event id, so whatever is sent twice is recorded once.
import { computed, signal } from "@preact/signals";
import { account } from "../hub/account";
import { freshId } from "../hub/ids";
import { ask, linkState, onArrival } from "../hub/link";
import { Refusal } from "../hub/refusal";
import { hubTimestamp } from "../hub/time";
import { database, type Entry } from "./database";

export const MEDICAL = 0;
export const COURSE = 1;
export const PROGRESS = 2;
export const NUMBERS = 3;

const PAUSES_MS = [1_000, 2_000, 4_000, 8_000, 15_000] as const;
const RETRIED = new Set(["TOO_MANY", "UNAVAILABLE", "INTERNAL"]);

const entries = signal<readonly Entry[]>([]);
const mine = computed(() =>
  entries.value.filter((entry) => entry.subject === account.value?.subject),
);

/** On their way, or waiting for the hub. */
export const waiting = computed(() => mine.value.filter((entry) => entry.refusal === undefined));
/** What the hub did not take; shown until somebody has read it. */
export const refused = computed(() => mine.value.filter((entry) => entry.refusal !== undefined));

let isSending = false;
let failures = 0;
let again: ReturnType<typeof setTimeout> | undefined;
/** Until when events of a name, or one entry, have to wait; in ms of `performance.now()`. */
const notBefore = new Map<string, number>();

export async function openOutbox(): Promise<void> {
  entries.value = await (await database()).getAll("entries");
  onArrival(() => {
    failures = 0;
    void send();
  });
  void send();
}

/** Keep an event and send it as soon as may be. Its id is returned once it is safe on disk. */
export async function enter(
  name: string,
  payload: Record<string, unknown>,
  urgency: number,
  label: string,
): Promise<string> {
  const eventId = freshId();
  const entry: Entry = {
    eventId,
    subject: account.value?.subject ?? "",
    name,
    payload: { ...payload, eventId, timestamp: hubTimestamp() },
    urgency,
    label,
  };
  await (await database()).put("entries", entry);
  entries.value = [...entries.value, entry];
  void send();
  return eventId;
}

export const isWaiting = (eventId: string): boolean =>
  waiting.value.some((entry) => entry.eventId === eventId);

export async function dismiss(eventId: string): Promise<void> {
  await (await database()).delete("entries", eventId);
  entries.value = entries.value.filter((entry) => entry.eventId !== eventId);
}

async function send(): Promise<void> {
  if (isSending) return;
  isSending = true;
  clearTimeout(again);
  try {
    for (let entry = next(); entry !== undefined; entry = next()) {
      if (linkState.value !== "here") return;
      if (!(await delivered(entry))) return;
    }
    comeBackFor(earliestHeldBack());
  } finally {
    isSending = false;
  }
}

/** Whether to go on with the next one. */
async function delivered(entry: Entry): Promise<boolean> {
  try {
    await ask(entry.name, entry.payload);
    await dismiss(entry.eventId);
    failures = 0;
    return true;
  } catch (error) {
    if (!(error instanceof Refusal)) {
      comeBackFor(pauseMs());
      return false;
    }
    if (RETRIED.has(error.code)) {
      // A defect of the hub's may lie in this one entry; the limits are those of its kind.
      const what = error.code === "INTERNAL" ? entry.eventId : entry.name;
      notBefore.set(what, performance.now() + (error.problem.retryAfterMs ?? pauseMs()));
      return true;
    }
    const kept: Entry = { ...entry, refusal: error.problem };
    await (await database()).put("entries", kept);
    entries.value = entries.value.map((one) => (one.eventId === entry.eventId ? kept : one));
    return true;
  }
}

function next(): Entry | undefined {
  const now = performance.now();
  return waiting.value
    .filter((entry) => heldUntil(entry) <= now)
    .reduce<Entry | undefined>(
      (best, entry) => (best === undefined || isBefore(entry, best) ? entry : best),
      undefined,
    );
}

const heldUntil = (entry: Entry): number =>
  Math.max(notBefore.get(entry.name) ?? 0, notBefore.get(entry.eventId) ?? 0);

const isBefore = (one: Entry, other: Entry): boolean =>
  one.urgency !== other.urgency ? one.urgency < other.urgency : one.eventId < other.eventId;

function earliestHeldBack(): number | undefined {
  const instants = waiting.value.map(heldUntil);
  if (instants.length === 0) return undefined;
  return Math.max(Math.min(...instants) - performance.now(), 100);
}

function pauseMs(): number {
  const pause = PAUSES_MS[Math.min(failures, PAUSES_MS.length - 1)] ?? 15_000;
  failures += 1;
  return pause * (0.75 + Math.random() / 2);
}

function comeBackFor(ms: number | undefined): void {
  if (ms === undefined) return;
  clearTimeout(again);
  again = setTimeout(() => void send(), ms);
}
