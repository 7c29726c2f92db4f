import { useSignal } from "@preact/signals";
import { isOver, isRunning, type PlayerState, type SessionState } from "../hub/wire";
import { t } from "../i18n";
import { type BlockPlace, blockPlace } from "../training/blocks";
import { clockText, placeIn, remainingS } from "../training/course";
import { now } from "../training/now";
import { freshness, zoneOf } from "../training/zones";
import { PlayerSheet } from "./player_sheet";

interface GroupProps {
  state: SessionState;
  /** Whether who looks may do something about players. */
  isLeading: boolean;
}

/** One group: how it stands, and a tile for each player. */
export function Group({ state, isLeading }: GroupProps) {
  const chosen = useSignal<string | null>(null);
  const { session } = state;
  const players = Object.values(state.players).filter((player) => player.removedAt === null);
  const live = players.filter((player) => freshness(player.heartRateAt, now.value) === "live");
  const place = placeIn(state, now.value);
  const block = blockPlace(state, null, now.value);
  return (
    <section class="card group" aria-label={session.name} data-status={session.status}>
      <div class="interval-head">
        <h1>{session.name}</h1>
        <span class={`state ${session.status}`}>{t(`status.${session.status}`)}</span>
      </div>
      <p class="group-line hint">
        {isRunning(session.status) && (
          <b class="group-clock">{clockText(remainingS(state, now.value))}</b>
        )}
        {block !== null && <span>{blockText(block, place?.interval.name)}</span>}
        {place !== null && (
          <span>
            {place.interval.name} {clockText(place.remainingS)}
          </span>
        )}
        <span>{t("trainer.sensors", { live: live.length, all: players.length })}</span>
        <span>
          {t("trainer.group", {
            here: players.filter((player) => player.isPhonePresent).length,
            all: players.length,
          })}
        </span>
      </p>
      <div class="tiles">
        {players.map((player) => (
          <Tile
            key={player.player.id}
            player={player}
            target={place?.interval.targetZone ?? null}
            block={offBlock(blockPlace(state, player, now.value), block)}
            onChoose={
              isLeading && !isOver(session.status)
                ? () => {
                    chosen.value = player.player.id;
                  }
                : null
            }
          />
        ))}
      </div>
      {chosen.value !== null && (
        <PlayerSheet
          state={state}
          playerId={chosen.value}
          onClose={() => {
            chosen.value = null;
          }}
        />
      )}
    </section>
  );
}

/** Which block it is; its name and time where the interval does not tell them already. */
function blockText(block: BlockPlace, interval: string | undefined): string {
  const which = t("block.of", { n: block.index + 1, total: block.total });
  if (block.name === interval || block.leftS === null) return which;
  return `${which}: ${block.name} ${clockText(block.leftS)}`;
}

/** A player's block, in words, where it is not the group's. */
function offBlock(own: BlockPlace | null, group: BlockPlace | null): string | null {
  if (own?.index === group?.index) return null;
  return own === null ? t("block.through") : t("block.number", { n: own.index + 1 });
}

interface TileProps {
  player: PlayerState;
  target: number | null;
  block: string | null;
  /** None: the tile is only looked at. */
  onChoose: (() => void) | null;
}

function Tile({ player, target, block, onChoose }: TileProps) {
  const state = freshness(player.heartRateAt, now.value);
  const bpm = state === "live" || state === "stale" ? player.heartRateBpm : null;
  const zone = state === "live" ? zoneOf(bpm, player.player.heartRateMaxBpm) : null;
  const isPowerFresh = freshness(player.powerAt, now.value) === "live";
  const watts = isPowerFresh && player.powerW !== null ? Math.round(player.powerW) : null;
  const isOff = zone !== null && target !== null && zone !== target;
  const face = {
    class: `tile zone-${zone ?? "none"} ${state} ${player.status === "paused" ? "on-break" : ""}`,
    "data-player": player.player.id,
    "data-zone": zone ?? "",
  };
  const inside = (
    <>
      <span class="tile-name">
        <b>{player.player.jerseyNumber}</b> {player.player.lastName}
      </span>
      <span class="tile-heart">{bpm ?? "–"}</span>
      <span class="tile-foot">
        <span>{block ?? (watts === null ? player.unitName : `${watts} W`)}</span>
        {zone !== null && (
          <span class="zone-digit">
            {zone}
            {isOff && target !== null && <i>{zone < target ? "↑" : "↓"}</i>}
          </span>
        )}
      </span>
    </>
  );
  if (onChoose === null) return <article {...face}>{inside}</article>;
  return (
    <button type="button" {...face} onClick={onChoose}>
      {inside}
    </button>
  );
}
