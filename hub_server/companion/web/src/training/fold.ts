// A followed session after one more event: what a screen needs at once. Sums (time in zone,
// energy) are the hub's business and come with the next snapshot.
import { blockChanged } from "./blocks";
import { activeS } from "./course";
import type {
  Change,
  Content,
  DrillResult,
  MedicalStatus,
  NextSetPreview,
  PlayerState,
  PlayerStatus,
  Reading,
  SessionEvent,
  SessionState,
  SessionStatus,
  SetData,
} from "../hub/wire";

type Apply = (state: SessionState, event: SessionEvent) => SessionState;

export function fold(state: SessionState, event: SessionEvent): SessionState {
  const seq = event.seq ?? 0;
  if (event.sessionId !== state.session.id || (seq !== 0 && seq <= state.seq)) return state;
  const after = APPLY[event.kind]?.(state, event) ?? state;
  return { ...after, seq: Math.max(state.seq, seq) };
}

const instantOf = (event: SessionEvent): number => Date.parse(event.timestamp) / 1000;

const withStatus = (state: SessionState, status: SessionStatus): SessionState => ({
  ...state,
  session: { ...state.session, status },
});

function clockStopped(state: SessionState, instant: number): SessionState {
  if (state.runningSince === null) return state;
  const ran = Math.max(instant - state.runningSince, 0);
  return { ...state, runningSince: null, activeBeforeS: state.activeBeforeS + ran };
}

function ended(state: SessionState, event: SessionEvent, status: SessionStatus): SessionState {
  const instant = instantOf(event);
  return { ...withStatus(clockStopped(state, instant), status), endedAt: instant };
}

function withPlayer(
  state: SessionState,
  playerId: string | undefined,
  change: (player: PlayerState) => Partial<PlayerState>,
): SessionState {
  const player = playerId === undefined ? undefined : state.players[playerId];
  if (playerId === undefined || player === undefined) return state;
  return {
    ...state,
    players: { ...state.players, [playerId]: { ...player, ...change(player) } },
  };
}

function numbers(
  player: PlayerState,
  at: number,
  bpm: number | null,
  powerW: number | null,
): Partial<PlayerState> {
  const change: Partial<PlayerState> = {};
  if (bpm !== null && at > (player.heartRateAt ?? 0)) {
    change.heartRateBpm = bpm;
    change.heartRateAt = at;
  }
  if (powerW !== null && at > (player.powerAt ?? 0)) {
    change.powerW = powerW;
    change.powerAt = at;
  }
  return change;
}

function withReadings(state: SessionState, readings: readonly Reading[]): SessionState {
  let after = state;
  for (const reading of readings) {
    const bpm = (reading.heartRateQuality ?? "good") === "good" ? reading.heartRateBpm : null;
    const power = (reading.powerQuality ?? "good") === "good" ? reading.powerW : null;
    after = withPlayer(after, reading.playerId, (player) =>
      numbers(player, reading.at, bpm ?? null, power ?? null),
    );
  }
  return after;
}

function afterSet(player: PlayerState, event: SessionEvent): NonNullable<PlayerState["strength"]> {
  const done = event["setData"] as SetData;
  const preview = (event["nextSetPreview"] ?? null) as NextSetPreview | null;
  const id = String(event["exerciseId"]);
  const before = player.strength?.exercises ?? {};
  const others = (before[id]?.sets ?? []).filter((one) => one.setNumber !== done.setNumber);
  return {
    ...player.strength,
    exercises: { ...before, [id]: { ...before[id], sets: [...others, done] } },
    currentExercise: id,
    nextSet: preview,
    restUntil: preview === null ? null : instantOf(event) + preview.estimatedRest,
  };
}

function restUntil(event: SessionEvent): number | null {
  const isResting = ["started", "extended"].includes(String(event["action"] ?? "started"));
  return isResting ? instantOf(event) + Number(event["restS"] ?? 0) : null;
}

function medicallyChanged(event: SessionEvent): Partial<PlayerState> {
  const isFit = event["status"] === "fit";
  return {
    medical: { status: event["status"] as MedicalStatus, restricted: !isFit },
    content: isFit ? null : ((event["content"] ?? null) as Content | null),
    changes: isFit ? [] : ((event["changes"] ?? []) as Change[]),
  };
}

function afterRun(player: PlayerState, event: SessionEvent): NonNullable<PlayerState["agility"]> {
  const id = String(event["drillId"]);
  const result: DrillResult = {
    repetition: event["repetition"] as number,
    timeS: event["timeS"] as number,
    errors: (event["errors"] ?? 0) as number,
  };
  const before = player.agility?.drills ?? {};
  const others = (before[id]?.results ?? []).filter((one) => one.repetition !== result.repetition);
  return { drills: { ...before, [id]: { ...before[id], results: [...others, result] } } };
}

const APPLY: Record<string, Apply> = {
  "training:session:start": (state, event) =>
    state.startedAt !== null
      ? state
      : {
          ...withStatus(state, "in_progress"),
          startedAt: instantOf(event),
          runningSince: instantOf(event),
        },
  "training:session:pause": (state, event) =>
    withStatus(clockStopped(state, instantOf(event)), "paused"),
  "training:session:resume": (state, event) => ({
    ...withStatus(state, "in_progress"),
    runningSince: state.runningSince ?? instantOf(event),
  }),
  "training:session:end": (state, event) => ended(state, event, "completed"),
  "training:session:force:end": (state, event) => ended(state, event, "force_ended"),
  "training:session:message": (state, event) => ({ ...state, message: String(event["text"]) }),
  "training:session:readings": (state, event) =>
    withReadings(state, (event["readings"] ?? []) as Reading[]),
  "training:player:metrics": (state, event) =>
    withPlayer(state, event.playerId, (player) =>
      numbers(
        player,
        instantOf(event),
        (event["heartRate"] ?? null) as number | null,
        (event["power"] ?? null) as number | null,
      ),
    ),
  "training:strength:set_completion": (state, event) =>
    withPlayer(state, event.playerId, (player) => ({ strength: afterSet(player, event) })),
  "training:strength:rest_timer": (state, event) =>
    withPlayer(state, event.playerId, (player) => ({
      strength: { ...player.strength, restUntil: restUntil(event) },
    })),
  "training:agility:drill_completion": (state, event) =>
    withPlayer(state, event.playerId, (player) => ({ agility: afterRun(player, event) })),
  "training:hybrid:block_transition": blockChanged,
  "training:medical:status_changed": (state, event) =>
    withPlayer(state, event.playerId, () => medicallyChanged(event)),
  "training:conditioning:interval_transition": (state, event) =>
    event["isAutomatic"] === true
      ? state
      : {
          ...state,
          jumps: [
            ...(state.jumps ?? []),
            {
              atS: activeS(state, instantOf(event)),
              toInterval: event["toInterval"] as number,
              elapsedS: (event["elapsedS"] ?? 0) as number,
            },
          ],
        },
  "training:player:join": (state, event) =>
    withPlayer(state, event.playerId, () => ({ isPhonePresent: true })),
  "training:player:leave": (state, event) =>
    withPlayer(state, event.playerId, () => ({ isPhonePresent: false })),
  "training:player:status": (state, event) =>
    withPlayer(state, event.playerId, () => ({ status: event["status"] as PlayerStatus })),
  "training:player:kick": (state, event) =>
    withPlayer(state, event.playerId, () => ({
      status: "removed",
      removedAt: instantOf(event),
    })),
};
