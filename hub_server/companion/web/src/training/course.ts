// Where a session stands in its plan. The session's clock rules; it stands still in pauses.
import {
  type Block,
  type Interval,
  isRunning,
  type Jump,
  type Session,
  type SessionState,
} from "../hub/wire";

export interface Place {
  index: number;
  interval: Interval;
  next: Interval | null;
  remainingS: number;
  /** 0 to 1 within the interval. */
  share: number;
}

/** Active seconds: elapsed time less the pauses. */
export function activeS(state: SessionState, nowS: number): number {
  const running = state.runningSince === null ? 0 : Math.max(nowS - state.runningSince, 0);
  return state.activeBeforeS + running;
}

/** Seconds until the planned end. */
export const remainingS = (state: SessionState, nowS: number): number =>
  Math.max(state.session.durationMin * 60 - activeS(state, nowS), 0);

/** The blocks of a session; one that an older hub told of, and was kept here, has none. */
export const blocksOf = (session: Session): Block[] => session.blocks ?? [];

/** All intervals of a session in order; of blocks their places in time. */
export const intervalsOf = (session: Session): Interval[] => session.intervals;

/** The block that the session's clock is in; the first one before and the last one after. */
export function blockByClock(state: SessionState, nowS: number): number {
  const place = placeIn(state, nowS);
  const blocks = blocksOf(state.session);
  let last = 0;
  for (const [index, block] of blocks.entries()) {
    last += Math.max(block.intervals.length, 1);
    if (place !== null && place.index < last) return index;
  }
  return activeS(state, nowS) > 0 && place === null ? Math.max(blocks.length - 1, 0) : 0;
}

/** The interval that runs; null before the start and after the last one. */
export function placeIn(state: SessionState, nowS: number): Place | null {
  if (!isRunning(state.session.status)) return null;
  const intervals = intervalsOf(state.session);
  const active = activeS(state, nowS);
  const stretch = stretches(intervals, state.jumps ?? []).find(
    (one) => one.begins <= active && active < one.ends,
  );
  const interval = stretch && intervals[stretch.index];
  if (stretch === undefined || interval === undefined) return null;
  return {
    index: stretch.index,
    interval,
    next: intervals[stretch.index + 1] ?? null,
    remainingS: stretch.ends - active,
    share: (active - stretch.begins) / (stretch.ends - stretch.begins),
  };
}

export interface Stretch {
  index: number;
  begins: number;
  ends: number;
}

/** The intervals as they follow each other; a jump of the trainer's goes on elsewhere. */
export function stretches(intervals: readonly Interval[], jumps: readonly Jump[]): Stretch[] {
  const starts: Jump[] = [{ atS: 0, toInterval: 0 }, ...jumps];
  return starts.flatMap((start, number) => {
    const until = starts[number + 1]?.atS ?? Number.POSITIVE_INFINITY;
    const lengths = lengthsFrom(intervals, start);
    let at = start.atS - (start.elapsedS ?? 0);
    return lengths.flatMap((length, offset) => {
      const begins = Math.max(at, start.atS);
      at = Math.min(at + length, until);
      return at > begins ? [{ index: start.toInterval + offset, begins, ends: at }] : [];
    });
  });
}

/** How long each interval lasts from a jump on: as planned, or fitted to what the trainer says. */
function lengthsFrom(intervals: readonly Interval[], start: Jump): number[] {
  const planned = intervals.slice(start.toInterval).map((interval) => interval.durationS);
  const count = start.fittedCount ?? 0;
  const sum = planned.slice(0, count).reduce((one, other) => one + other, 0);
  if (start.fittedS == null || sum <= 0) return planned;
  const factor = start.fittedS / sum;
  return planned.map((length, offset) => (offset < count ? length * factor : length));
}

/** Minutes and seconds: 4:05, or 1:02:03 from an hour on. */
export function clockText(seconds: number): string {
  const whole = Math.max(Math.ceil(seconds - 0.001), 0);
  const pad = (value: number): string => String(value).padStart(2, "0");
  const minutes = Math.floor(whole / 60) % 60;
  const hours = Math.floor(whole / 3600);
  return hours > 0
    ? `${hours}:${pad(minutes)}:${pad(whole % 60)}`
    : `${minutes}:${pad(whole % 60)}`;
}
