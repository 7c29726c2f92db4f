import { hubNowMs } from "../hub/time";
import type { SessionState } from "../hub/wire";
import { dayText, t, timeText } from "../i18n";
import { COURSE, enter } from "../keep/outbox";
import { Icon } from "../parts/icon";
import { clockText } from "../training/course";
import { now } from "../training/now";
import { me } from "../training/room";
import { Plan } from "./plan";

const DAY_MS = 86_400_000;

/** Before the start: when, where, what. */
export function Waiting({ state }: { state: SessionState | null }) {
  if (state === null) {
    return (
      <section class="card empty">
        <Icon name="heart" />
        <h1>{t("wait.none")}</h1>
        <p>{t("wait.noneHint")}</p>
      </section>
    );
  }
  const startsMs = Date.parse(state.session.startsAt);
  const aheadS = startsMs / 1000 - now.value;
  const isFar = startsMs - hubNowMs() > DAY_MS / 2;
  const unit = me.value?.unitName;
  return (
    <>
      <section class="card">
        <h1>{state.session.name}</h1>
        <p class="lead">
          {isFar
            ? t("wait.startsDay", { day: dayText(startsMs), time: timeText(startsMs) })
            : t("wait.starts", { time: timeText(startsMs) })}
        </p>
        {aheadS > 0 && !isFar && (
          <p class="countdown">{t("wait.in", { time: clockText(aheadS) })}</p>
        )}
        {aheadS <= 0 && <p>{t("wait.soon")}</p>}
        {unit && <p>{t("wait.place", { unit })}</p>}
        <Ready state={state} />
      </section>
      <Plan session={state.session} />
    </>
  );
}

function Ready({ state }: { state: SessionState }) {
  const player = me.value;
  if (player === null) return null;
  if (player.status === "active") return <p class="good">{t("wait.isReady")}</p>;
  return (
    <button
      type="button"
      class="primary big"
      onClick={() =>
        void enter(
          "training:player:status",
          { sessionId: state.session.id, playerId: player.player.id, status: "active" },
          COURSE,
          t("wait.ready"),
        )
      }
    >
      {t("wait.ready")}
    </button>
  );
}
