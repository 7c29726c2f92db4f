import type { PlayerState } from "../hub/wire";
import { t } from "../i18n";
import { now } from "../training/now";
import { boundsOf, freshness, placeInZone, zoneOf } from "../training/zones";

/** The heart rate as large as the phone allows, in the colour of its zone. */
export function Heart(props: { player: PlayerState; target: number | null }) {
  const { player, target } = props;
  const maximum = player.player.heartRateMaxBpm;
  const state = freshness(player.heartRateAt, now.value);
  const bpm = state === "live" || state === "stale" ? player.heartRateBpm : null;
  const zone = zoneOf(bpm, maximum);
  const shown = state === "live" ? zone : null;
  return (
    <section class={`heart zone-${shown ?? "none"} ${state}`} data-zone={shown ?? ""}>
      <div class="heart-row">
        <span class="heart-value">
          <span class="heart-number">{bpm ?? "–"}</span>
          <small>{t("play.bpm")}</small>
        </span>
        <span class="heart-zone">
          {zone !== null && bpm !== null && <span class="zone-digit">{zone}</span>}
          <span>{said(shown, target, state, player.heartRateAt)}</span>
        </span>
      </div>
      <ZoneBar zone={shown} target={target} place={place(bpm, maximum, shown)} />
      <p class="heart-target">
        {target === null
          ? t("play.free")
          : `${t("play.target", { zone: target })} · ${t("play.targetBpm", bounds(target, maximum))}`}
      </p>
    </section>
  );
}

const place = (bpm: number | null, maximum: number, zone: number | null): number =>
  bpm === null || zone === null ? 0 : placeInZone(bpm, maximum, zone);

function bounds(zone: number, maximum: number): { low: number; high: number } {
  const [low, high] = boundsOf(zone, maximum);
  return { low, high };
}

function said(
  zone: number | null,
  target: number | null,
  state: string,
  at: number | null,
): string {
  if (state === "none") return t("play.noHeart");
  if (state === "lost") return t("play.lost");
  if (state === "stale") return t("play.stale", { n: Math.round(now.value - (at ?? 0)) });
  if (zone === null || target === null) return "";
  if (zone === target) return t("play.inZone");
  return t(zone < target ? "play.up" : "play.down");
}

/** Five zones side by side: the own one filled up to where the heart is, the target framed. */
function ZoneBar(props: { zone: number | null; target: number | null; place: number }) {
  return (
    <div class="zone-bar" aria-hidden="true">
      {[1, 2, 3, 4, 5].map((zone) => (
        <span
          key={zone}
          class={`zone-cell ${zone === props.target ? "is-target" : ""}`}
          style={{ "--fill": fillOf(zone, props.zone, props.place) }}
        >
          {zone}
        </span>
      ))}
    </div>
  );
}

function fillOf(cell: number, zone: number | null, place: number): string {
  if (zone === null || cell > zone) return "0%";
  return cell < zone ? "100%" : `${Math.round(Math.max(place, 0.06) * 100)}%`;
}
