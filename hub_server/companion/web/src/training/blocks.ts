// Where a session and each of its players are in a workout of blocks. The hub's clock leads
// through a hybrid one; who has done all his sets goes ahead of it.
import {
  type Block,
  isRunning,
  type Jump,
  type PlayerState,
  type SessionEvent,
  type SessionState,
} from "../hub/wire";
import { activeS, blocksOf, stretches } from "./course";

const SAME_S = 0.001;

export interface BlockPlace {
  index: number;
  total: number;
  name: string;
  /** Null where it ends by something else than time. */
  leftS: number | null;
}

interface Span {
  block: number;
  begins: number;
  ends: number;
}

/** Intervals of a block along time: its own, or one for all that is done in it. */
const lengthOf = (block: Block): number =>
  block.intervals.length || Number((block.durationS ?? 1) > 0);

const firstInterval = (blocks: readonly Block[], at: number): number =>
  blocks.slice(0, at).reduce((sum, block) => sum + lengthOf(block), 0);

function spans(state: SessionState): Span[] {
  const owners = blocksOf(state.session).flatMap((block, index) =>
    Array.from({ length: lengthOf(block) }, () => index),
  );
  const { intervals } = state.session;
  if (owners.length !== intervals.length) return [];
  const found: Span[] = [];
  for (const one of stretches(intervals, state.jumps ?? [])) {
    const block = owners[one.index] ?? 0;
    const begins = (found.at(-1)?.block === block ? found.pop()?.begins : undefined) ?? one.begins;
    found.push({ block, begins, ends: one.ends });
  }
  return found;
}

/** The block that a player is in, or the whole session; null where no clock leads. */
export function blockPlace(
  state: SessionState,
  player: PlayerState | null,
  nowS: number,
): BlockPlace | null {
  const blocks = blocksOf(state.session);
  if (state.session.kind !== "HYBRID" || !isRunning(state.session.status)) return null;
  const active = activeS(state, nowS);
  const ahead = spans(state).filter((span) => span.ends > active);
  const own = player?.hybrid;
  const index = own?.block ?? ahead[0]?.block;
  const block = index === undefined ? undefined : blocks[index];
  if (index === undefined || block === undefined) return null;
  const ends = own?.blockUntilS ?? ahead.find((span) => span.block === index)?.ends;
  const leftS = ends === undefined ? null : Math.max(ends - active, 0);
  return { index, total: blocks.length, name: block.name, leftS };
}

/** Seconds until the session's clock comes to a block; null where it does not. */
export function untilBlock(state: SessionState, index: number, nowS: number): number | null {
  const active = activeS(state, nowS);
  const span = spans(state).find((one) => one.block === index && one.begins > active);
  return span === undefined ? null : span.begins - active;
}

/** Players, and if it is everybody's the session, in another block. */
export function blockChanged(state: SessionState, event: SessionEvent): SessionState {
  const toBlock = event["toBlock"] as number;
  const at = Date.parse(event.timestamp) / 1000;
  const atS = activeS(state, at);
  const players = Object.entries(state.players).map(([id, player]) => [
    id,
    follows(player, event, at, atS) ? goneOn(player, event, at, atS) : player,
  ]);
  const after: SessionState = { ...state, players: Object.fromEntries(players) };
  if (event.playerId !== undefined) return after;
  const isAutomatic = event["isAutomatic"] === true;
  return {
    ...after,
    block: { index: toBlock, sinceS: atS },
    jumps: isAutomatic ? (state.jumps ?? []) : [...(state.jumps ?? []), jump(state, event, atS)],
  };
}

/** People's word always holds; the clock's for whoever still is where it found him. */
function follows(player: PlayerState, event: SessionEvent, at: number, atS: number): boolean {
  const own = player.hybrid;
  const isHis = event.playerId === undefined || event.playerId === player.player.id;
  if (!isHis || player.removedAt !== null) return false;
  if (event["isAutomatic"] !== true || own?.block == null) return true;
  if (own.blockSince != null && at <= own.blockSince) return false;
  const [from, to] = [event["fromBlock"] as number | undefined, event["toBlock"] as number];
  if (event.playerId !== undefined) return own.block === from;
  if (own.blockUntilS != null && atS < own.blockUntilS - SAME_S) return false;
  return own.block < to || (from !== undefined && to < from);
}

function goneOn(player: PlayerState, event: SessionEvent, at: number, atS: number): PlayerState {
  const durationS = (event["durationS"] ?? null) as number | null;
  const isOwnLength = event.playerId !== undefined && durationS !== null;
  const hybrid = {
    block: event["toBlock"] as number,
    blockSince: at,
    blockUntilS: isOwnLength ? atS + durationS : null,
  };
  return { ...player, hybrid };
}

function jump(state: SessionState, event: SessionEvent, atS: number): Jump {
  const blocks = blocksOf(state.session);
  const toBlock = event["toBlock"] as number;
  const toInterval = firstInterval(blocks, toBlock);
  const fittedS = (event["durationS"] ?? null) as number | null;
  const fittedCount = firstInterval(blocks, toBlock + 1) - toInterval;
  return fittedS === null ? { atS, toInterval } : { atS, toInterval, fittedS, fittedCount };
}
