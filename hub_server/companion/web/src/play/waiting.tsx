import { hubNowMs } from "../hub/time";
import type { Block, Interval, Session, SessionState } from "../hub/wire";
import { dayText, t, timeText } from "../i18n";
import { COURSE, enter } from "../keep/outbox";
import { Icon } from "../parts/icon";
import { blocksOf, clockText } from "../training/course";
import { now } from "../training/now";
import { me } from "../training/room";
import { loadText } from "./load";

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

interface Line {
  what: string;
  how: string;
  zone: number | null;
}

/** All that is planned, in order. */
export function Plan({ session }: { session: Session }) {
  const blocks = blocksOf(session);
  const parts =
    blocks.length > 0
      ? blocks.map((block) => ({
          name: blocks.length > 1 ? block.name : "",
          lines: linesOf(block),
        }))
      : [{ name: "", lines: session.intervals.map(intervalLine) }];
  return (
    <section class="card">
      <h2>{t("wait.plan")}</h2>
      {parts.map((part, place) => (
        <div key={place}>
          {part.name && <h3>{part.name}</h3>}
          <ol class="plan">
            {part.lines.map((line, index) => (
              <li key={index}>
                <span class={`zone-mark zone-${line.zone ?? "none"}`}>{line.zone ?? "·"}</span>
                <span class="plan-what">{line.what}</span>
                <span class="plan-how">{line.how}</span>
              </li>
            ))}
          </ol>
        </div>
      ))}
    </section>
  );
}

const linesOf = (block: Block): Line[] => [
  ...block.intervals.map(intervalLine),
  ...block.exercises.map((exercise) => ({
    what: exercise.name,
    how: `${exercise.sets} × ${exercise.reps}, ${loadText(exercise.load)}`,
    zone: null,
  })),
  ...block.drills.map((drill) => ({ what: drill.name, how: `${drill.repetitions} ×`, zone: null })),
];

const intervalLine = (interval: Interval): Line => ({
  what: interval.name,
  how: clockText(interval.durationS),
  zone: interval.targetZone,
});
