import type { Interval, PlayerState, SessionState } from "../hub/wire";
import { t } from "../i18n";
import { clockText, intervalsOf, type Place, placeIn, remainingS } from "../training/course";
import { now } from "../training/now";
import { freshness } from "../training/zones";
import { Heart } from "./heart";

/** Intervals: where my heart should be, for how long, and what comes next. */
export function Conditioning(props: { state: SessionState; player: PlayerState }) {
  const { state, player } = props;
  const place = placeIn(state, now.value);
  return (
    <>
      {place !== null && <Now place={place} total={intervalsOf(state.session).length} />}
      <Heart player={player} target={place?.interval.targetZone ?? null} />
      <div class="pair">
        <Power player={player} interval={place?.interval ?? null} />
        <section class="card stat">
          <h2>{t("play.sessionLeft")}</h2>
          <p class="stat-value">{clockText(remainingS(state, now.value))}</p>
          <p class="hint">{t("play.left")}</p>
        </section>
      </div>
    </>
  );
}

function Now({ place, total }: { place: Place; total: number }) {
  return (
    <section class="card interval">
      <div class="interval-head">
        <h1>{place.interval.name}</h1>
        <span class="hint">{t("play.interval", { n: place.index + 1, total })}</span>
      </div>
      <p class="interval-left" role="timer">
        {clockText(place.remainingS)}
      </p>
      <progress max={1} value={place.share} aria-label={place.interval.name} />
      <p class="interval-next">
        {place.next === null ? (
          t("play.last")
        ) : (
          <>
            <span class="hint">{t("play.next")}</span>
            <span class={`zone-mark zone-${place.next.targetZone ?? "none"}`}>
              {place.next.targetZone ?? "·"}
            </span>
            <span class="next-name">{place.next.name}</span>
            <span>{clockText(place.next.durationS)}</span>
          </>
        )}
      </p>
    </section>
  );
}

function Power({ player, interval }: { player: PlayerState; interval: Interval | null }) {
  const ftp = player.player.ftpW[player.equipment];
  const share = interval?.targetFtpShare ?? null;
  const target = interval?.targetPowerW ?? (share !== null && ftp ? share * ftp : null);
  const isFresh = freshness(player.powerAt, now.value) === "live";
  const watts = isFresh && player.powerW !== null ? Math.round(player.powerW) : null;
  return (
    <section class="card stat">
      <h2>{t("play.power")}</h2>
      <p class="stat-value">
        {watts ?? "–"}
        <small> {t("play.watts")}</small>
      </p>
      <p class="hint">
        {target !== null
          ? t("play.powerTarget", { watts: Math.round(target) })
          : player.unitName || "\u00a0"}
      </p>
    </section>
  );
}
