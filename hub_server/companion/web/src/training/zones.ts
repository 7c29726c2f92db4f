// Heart-rate zones as shares of the maximum, as in core/physiology/zones.py.

const LOWER_SHARES = [0.5, 0.6, 0.7, 0.8, 0.9] as const;
const STALE_S = 3;
const LOST_S = 20;

export type Freshness = "none" | "live" | "stale" | "lost";

/** Zone 0 to 5; null without a value or a maximum. */
export function zoneOf(bpm: number | null, maximumBpm: number): number | null {
  if (bpm === null || bpm <= 0 || maximumBpm <= 0) return null;
  return LOWER_SHARES.filter((lower) => bpm / maximumBpm >= lower).length;
}

/** How far a heart rate has come inside its zone, 0 to 1. */
export function placeInZone(bpm: number, maximumBpm: number, zone: number): number {
  const lower = zone > 0 ? (LOWER_SHARES[zone - 1] ?? 0) : 0;
  const upper = LOWER_SHARES[zone] ?? 1;
  return Math.min(Math.max((bpm / maximumBpm - lower) / (upper - lower), 0), 1);
}

/** The bpm between which a zone lies. */
export function boundsOf(zone: number, maximumBpm: number): [number, number] {
  const lower = zone > 0 ? (LOWER_SHARES[zone - 1] ?? 0) : 0;
  const upper = LOWER_SHARES[zone] ?? 1;
  return [Math.round(lower * maximumBpm), Math.round(upper * maximumBpm)];
}

/** How far a value of that instant can be believed; instants in seconds since 1970. */
export function freshness(at: number | null, nowS: number): Freshness {
  if (at === null) return "none";
  const ageS = nowS - at;
  if (ageS < STALE_S) return "live";
  return ageS < LOST_S ? "stale" : "lost";
}
