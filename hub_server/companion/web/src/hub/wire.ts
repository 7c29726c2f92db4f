// What the hub says and hears, as far as this page uses it: core/domain, core/live, core/protocol.

export type Role =
  "admin" | "trainer" | "medical" | "player" | "observer" | "assistant" | "gateway";

export type SessionStatus =
  "scheduled" | "in_progress" | "paused" | "completed" | "cancelled" | "force_ended";

export type PlayerStatus = "waiting" | "active" | "paused" | "completed" | "removed";

export type WorkoutKind = "STRENGTH" | "CONDITIONING" | "HYBRID" | "AGILITY";

/** RFC 9457 problem details, in REST and in acknowledgements alike. */
export interface Problem {
  code: string;
  message: string;
  status?: number;
  field?: string | null;
  suggestedAction?: string;
  retryAfterMs?: number | null;
}

export interface AccessToken {
  accessToken: string;
  refreshToken: string | null;
  expiresInS: number;
  expiresAt: string;
  issuedAt: string;
  role: Role;
  subject: string;
  deviceId?: string;
  playerId?: string | null;
}

export interface Interval {
  name: string;
  durationS: number;
  targetZone: number | null;
  targetFtpShare: number | null;
  /** Asked of everybody alike. */
  targetPowerW?: number | null;
}

export interface Load {
  value: number;
  unit: "KG" | "PERCENT_1RM" | "RPE";
}

export interface Exercise {
  id: string;
  name: string;
  sets: number;
  reps: number;
  /** None: the player's own weight. */
  load: Load | null;
  targetRpe: number | null;
  restS: number;
}

export interface PatternStep {
  label: string;
  xM: number;
  yM: number;
}

export interface Drill {
  id: string;
  name: string;
  repetitions: number;
  targetTimeS: number | null;
  restS: number;
  pattern: PatternStep[];
}

export interface Block {
  name: string;
  durationS: number | null;
  intervals: Interval[];
  exercises: Exercise[];
  drills: Drill[];
}

export interface Content {
  intervals: Interval[];
  blocks: Block[];
}

export interface Session {
  id: string;
  bundleId: string | null;
  name: string;
  equipment: string;
  kind: WorkoutKind;
  intervals: Interval[];
  blocks?: Block[];
  startsAt: string;
  durationMin: number;
  status: SessionStatus;
}

export interface Player {
  id: string;
  firstName: string;
  lastName: string;
  jerseyNumber: number;
  heartRateMaxBpm: number;
  ftpW: Record<string, number>;
}

export interface PlayerState {
  player: Player;
  equipment: string;
  unitName: string;
  status: PlayerStatus;
  isPhonePresent: boolean;
  heartRateBpm: number | null;
  heartRateAt: number | null;
  heartRateMaxBpm: number | null;
  heartRateBeats: number;
  secondsInZone: number[];
  powerW: number | null;
  powerAt: number | null;
  cadencePerMin: number | null;
  distanceM: number | null;
  workJ: number;
  powerS: number;
  energyHeartRateKcal: number;
  removedAt: number | null;
  /** The session in which he goes on, if that is why he is not here. */
  movedTo?: string | null;
  strength?: StrengthState;
  agility?: AgilityState;
  hybrid?: {
    block?: number | null;
    blockSince?: number | null;
    /** Active second of the session, where a length was given to him alone. */
    blockUntilS?: number | null;
  };
  /** What he does instead of the session's content, where he may not do all of it. */
  content?: Content | null;
  /** Where that differs, and why. */
  changes?: Change[];
  sessionRpe?: number | null;
  medical?: { status?: MedicalStatus; restricted?: boolean };
}

export interface SetData {
  setNumber: number;
  reps: number;
  weight: number;
  rpe?: number | null;
}

export interface NextSetPreview {
  weight: number;
  targetReps: number;
  estimatedRest: number;
  /** The advice in a sentence, and the numbers behind it. */
  text?: string;
  reason?: string;
}

export interface StrengthState {
  exercises?: Record<string, { sets?: SetData[] }>;
  currentExercise?: string;
  nextSet?: NextSetPreview | null;
  restUntil?: number | null;
}

export interface DrillResult {
  repetition: number;
  timeS: number;
  errors?: number;
}

export interface AgilityState {
  drills?: Record<string, { results?: DrillResult[] }>;
}

export interface Change {
  what: string;
  /** None: it is left out. */
  instead: string | null;
}

export type MedicalStatus = "fit" | "pain" | "limited" | "injured";

/** From this active second on another interval runs. */
export interface Jump {
  atS: number;
  toInterval: number;
  elapsedS?: number;
  /** What the first intervals from here on last together, if not as planned. */
  fittedS?: number | null;
  fittedCount?: number;
}

/** A running session; to a player's device, with himself as the only player. */
export interface SessionState {
  session: Session;
  players: Record<string, PlayerState>;
  seq: number;
  startedAt: number | null;
  runningSince: number | null;
  activeBeforeS: number;
  endedAt: number | null;
  message: string;
  jumps?: Jump[];
  /** The last transition to another block that was the whole session's. */
  block?: { index: number; sinceS: number } | null;
}

export interface Reading {
  playerId: string;
  at: number;
  heartRateBpm?: number | null;
  powerW?: number | null;
  heartRateQuality?: string;
  powerQuality?: string;
}

/** Anything that happened in a session: its own fields, its wire name as `kind`, its `seq`. */
export interface SessionEvent {
  kind: string;
  eventId: string;
  sessionId: string;
  timestamp: string;
  seq?: number;
  playerId?: string;
  [field: string]: unknown;
}

export interface Ack {
  ok: boolean;
  seq?: number;
  error?: Problem;
  session?: SessionState;
}

export interface BundleSummary {
  id: string;
  name: string;
  startsAt: string;
  status: SessionStatus;
}

export interface Bundle {
  id: string;
  name: string;
  sessions: Session[];
}

/** Sent by the hub under this name when it sends a device away. */
export interface SignedOut {
  reason: "revoked" | "expired";
  message: string;
}

export const isRunning = (status: SessionStatus): boolean =>
  status === "in_progress" || status === "paused";

export const isOver = (status: SessionStatus): boolean =>
  status === "completed" || status === "cancelled" || status === "force_ended";
