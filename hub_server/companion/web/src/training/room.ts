// The session that concerns this player, followed live and remembered for when the hub is away.
import { computed, signal } from "@preact/signals";
import { account, token } from "../hub/account";
import { ask, linkState, onArrival, onNews } from "../hub/link";
import { Away, Refusal } from "../hub/refusal";
import { call } from "../hub/rest";
import { hubNowMs } from "../hub/time";
import {
  isOver,
  isRunning,
  type PlayerState,
  type Problem,
  type Session,
  type SessionEvent,
  type SessionState,
} from "../hub/wire";
import { database } from "../keep/database";
import { fold } from "./fold";

const LOOK_EVERY_MS = 15_000;
const AGAIN_MS = 2_000;
const EARLIER_MS = 6 * 3_600_000;
const AHEAD_MS = 36 * 3_600_000;
const KEY = "mine";
const MOVES = new Set(["bundle:participant_moved", "training:cross:session_participant_move"]);

/** The followed session; undefined until one was looked for, null when there is none. */
export const room = signal<SessionState | null | undefined>(undefined);
/** Why the hub does not let this player into it. */
export const roomProblem = signal<Problem | null>(null);

export const me = computed<PlayerState | null>(() => {
  const id = account.value?.playerId;
  return (id && room.value?.players[id]) || null;
});

/** The followed session as it is for this player: the gate may have rewritten his workout. */
export const training = computed<SessionState | null | undefined>(() => {
  const state = room.value;
  const own = me.value?.content;
  if (state == null || own == null) return state;
  return {
    ...state,
    session: { ...state.session, intervals: own.intervals, blocks: own.blocks },
  };
});

const listeners = new Set<(event: SessionEvent) => void>();
let looking: ReturnType<typeof setInterval> | undefined;
let stops: (() => void)[] = [];

/** Called with each event of the followed session, after it was applied. */
export function onEvent(listener: (event: SessionEvent) => void): () => void {
  listeners.add(listener);
  return () => listeners.delete(listener);
}

export async function openRoom(): Promise<void> {
  room.value = await (await database()).get("seen", KEY);
  stops = [onNews(onSomething), onArrival(() => void look())];
  looking = setInterval(() => {
    if (room.value == null || !isRunning(room.value.session.status)) void look();
  }, LOOK_EVERY_MS);
  if (linkState.value === "here") void look();
}

export function closeRoom(): void {
  clearInterval(looking);
  for (const stop of stops) stop();
  room.value = undefined;
}

/** Find the session that concerns this player now, and follow it from a fresh snapshot. */
export async function look(): Promise<void> {
  if (linkState.value !== "here") return;
  try {
    const sessions = await call<Session[]>("GET", "/api/v1/training/sessions", {
      token: await token(),
    });
    const candidates = inOrder(sessions, hubNowMs());
    for (const session of candidates) {
      if (await isFollowed(session.id)) return;
    }
    if (candidates.length === 0) await show(null);
  } catch (error) {
    // Away: shown by the connection, and what was seen last stays on screen.
    if (error instanceof Refusal) roomProblem.value = error.problem;
    else if (!(error instanceof Away)) throw error;
  }
}

/** Whether the hub lets this player follow it; not if he was taken out or went on elsewhere. */
async function isFollowed(sessionId: string): Promise<boolean> {
  const playerId = account.value?.playerId;
  try {
    const ack = await ask("training:session:join", { sessionId, role: "player", playerId });
    const state = ack.session;
    if (state === undefined || playerId == null) return true;
    if (state.players[playerId]?.movedTo != null) return false;
    roomProblem.value = null;
    await show(state);
    return true;
  } catch (error) {
    if (!(error instanceof Refusal)) throw error;
    if (error.code === "TOO_MANY") {
      setTimeout(() => void look(), AGAIN_MS);
      return true;
    }
    roomProblem.value = error.problem;
    return false;
  }
}

async function show(state: SessionState | null): Promise<void> {
  room.value = state;
  const db = await database();
  if (state === null) await db.delete("seen", KEY);
  else await db.put("seen", state, KEY);
}

function onSomething(name: string, event: SessionEvent): void {
  const before = room.value;
  if (MOVES.has(name)) void look();
  if (before == null || event.sessionId !== before.session.id) return;
  const after = fold(before, { ...event, kind: event.kind ?? name });
  if (after === before) return;
  room.value = after;
  for (const listener of listeners) listener(event);
  if (isOver(after.session.status) && !isOver(before.session.status)) void look();
  else if (!name.endsWith(":readings") && !name.endsWith(":metrics")) void show(after);
}

/** What runs, what has just ended here, what comes next, what is over: the first is to be shown. */
export function inOrder(sessions: readonly Session[], nowMs: number): Session[] {
  const starts = (session: Session): number => Date.parse(session.startsAt);
  const isNear = (session: Session): boolean =>
    starts(session) > nowMs - EARLIER_MS && starts(session) < nowMs + AHEAD_MS;
  const followed = room.value?.session.id;
  // Right after the end the same session stays, so that it can be rated.
  const rank = ({ id, status }: Session): number =>
    isRunning(status) ? 0 : isOver(status) ? (id === followed ? 1 : 3) : 2;
  return sessions
    .filter((session) => session.status !== "cancelled")
    .filter((session) => isRunning(session.status) || isNear(session))
    .sort((one, other) => {
      const byRank = rank(one) - rank(other);
      const byStart = starts(one) - starts(other);
      return byRank || (rank(one) === 2 ? byStart : -byStart);
    });
}
