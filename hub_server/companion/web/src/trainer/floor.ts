// All sessions of the bundle that is on now, followed live.
import { signal } from "@preact/signals";
import { token } from "../hub/account";
import { ask, linkState, onArrival, onNews } from "../hub/link";
import { Away, Refusal } from "../hub/refusal";
import { call } from "../hub/rest";
import { hubNowMs } from "../hub/time";
import {
  type Bundle,
  type BundleSummary,
  isRunning,
  type Problem,
  type SessionEvent,
  type SessionState,
} from "../hub/wire";
import { fold } from "../training/fold";

const LOOK_EVERY_MS = 15_000;
const NEAR_MS = 12 * 3_600_000;
const CHANGES = new Set([
  "bundle:created",
  "bundle:started",
  "bundle:bulk_update",
  "bundle:participant_moved",
  "training:cross:session_participant_move",
]);

/** The bundle on screen; undefined until one was looked for, null when there is none. */
export const bundle = signal<Bundle | null | undefined>(undefined);
export const states = signal<ReadonlyMap<string, SessionState>>(new Map());
export const floorProblem = signal<Problem | null>(null);

const listeners = new Set<(event: SessionEvent) => void>();
let stops: (() => void)[] = [];
let looking: ReturnType<typeof setInterval> | undefined;
let joined = new Set<string>();

/** Called with every event of the followed sessions; returns how to stop. */
export function onFloorEvent(listener: (event: SessionEvent) => void): () => void {
  listeners.add(listener);
  return () => listeners.delete(listener);
}

export function openFloor(): void {
  stops = [
    onNews(onSomething),
    onArrival(() => {
      joined = new Set();
      void look();
    }),
  ];
  looking = setInterval(() => void look(), LOOK_EVERY_MS);
  if (linkState.value === "here") void look();
}

export function closeFloor(): void {
  clearInterval(looking);
  for (const stop of stops) stop();
  bundle.value = undefined;
  states.value = new Map();
  joined = new Set();
}

export async function look(): Promise<void> {
  if (linkState.value !== "here") return;
  try {
    const page = await get<{ items: BundleSummary[] }>("/session-bundles?limit=50");
    const chosen = choose(page.items, hubNowMs());
    if (chosen === null) {
      bundle.value = null;
      return;
    }
    const found = await get<Bundle>(`/session-bundles/${encodeURIComponent(chosen.id)}`);
    if (found.id !== bundle.value?.id) states.value = new Map();
    bundle.value = found;
    for (const session of found.sessions) await follow(session.id);
    floorProblem.value = null;
  } catch (error) {
    if (error instanceof Refusal) floorProblem.value = error.problem;
    else if (!(error instanceof Away)) throw error;
  }
}

const get = async <T>(path: string): Promise<T> =>
  call<T>("GET", `/api/v1/training${path}`, { token: await token() });

async function follow(sessionId: string): Promise<void> {
  if (joined.has(sessionId)) return;
  const ack = await ask("training:session:join", { sessionId });
  joined.add(sessionId);
  if (ack.session !== undefined) keep(ack.session);
}

function keep(state: SessionState): void {
  states.value = new Map(states.value).set(state.session.id, state);
}

function onSomething(name: string, event: SessionEvent): void {
  if (name.endsWith("participant_moved") || name.endsWith("participant_move")) joined = new Set();
  if (CHANGES.has(name)) void look();
  const before = states.value.get(event.sessionId);
  if (before === undefined) return;
  const after = fold(before, { ...event, kind: event.kind ?? name });
  if (after !== before) keep(after);
  for (const listener of listeners) listener(event);
}

/** What runs, else what is nearest in time on this day. */
export function choose(bundles: readonly BundleSummary[], nowMs: number): BundleSummary | null {
  const distance = (one: BundleSummary): number => Math.abs(Date.parse(one.startsAt) - nowMs);
  const [nearest] = bundles
    .filter((one) => isRunning(one.status) || distance(one) < NEAR_MS)
    .sort(
      (one, other) =>
        Number(isRunning(other.status)) - Number(isRunning(one.status)) ||
        distance(one) - distance(other),
    );
  return nearest ?? null;
}
