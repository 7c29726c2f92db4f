import type { PlayerState, SessionState } from "../hub/wire";
import { isRunning } from "../hub/wire";
import { t } from "../i18n";
import { clockText, placeIn, remainingS } from "../training/course";
import { now } from "../training/now";
import { freshness, zoneOf } from "../training/zones";

/** One group: how it stands, and a tile for each player. */
export function Group({ state }: { state: SessionState }) {
  const { session } = state;
  const players = Object.values(state.players).filter((player) => player.removedAt === null);
  const live = players.filter((player) => freshness(player.heartRateAt, now.value) === "live");
  const place = placeIn(state, now.value);
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
          />
        ))}
      </div>
    </section>
  );
}

function Tile({ player, target }: { player: PlayerState; target: number | null }) {
  const state = freshness(player.heartRateAt, now.value);
  const bpm = state === "live" || state === "stale" ? player.heartRateBpm : null;
  const zone = state === "live" ? zoneOf(bpm, player.player.heartRateMaxBpm) : null;
  const isPowerFresh = freshness(player.powerAt, now.value) === "live";
  const watts = isPowerFresh && player.powerW !== null ? Math.round(player.powerW) : null;
  const isOff = zone !== null && target !== null && zone !== target;
  return (
    <article
      class={`tile zone-${zone ?? "none"} ${state} ${player.status === "paused" ? "on-break" : ""}`}
      data-player={player.player.id}
      data-zone={zone ?? ""}
    >
      <span class="tile-name">
        <b>{player.player.jerseyNumber}</b> {player.player.lastName}
      </span>
      <span class="tile-heart">{bpm ?? "–"}</span>
      <span class="tile-foot">
        <span>{watts === null ? player.unitName : `${watts} W`}</span>
        {zone !== null && (
          <span class="zone-digit">
            {zone}
            {isOff && target !== null && <i>{zone < target ? "↑" : "↓"}</i>}
          </span>
        )}
      </span>
    </article>
  );
}
