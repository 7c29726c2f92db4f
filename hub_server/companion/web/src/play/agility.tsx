import { signal, useSignal } from "@preact/signals";
import { useEffect } from "preact/hooks";
import type { Drill, PlayerState, SessionState } from "../hub/wire";
import { numberText, t } from "../i18n";
import { write } from "../keep/diary";
import { enter, PROGRESS } from "../keep/outbox";
import { Icon } from "../parts/icon";
import { Notice } from "../parts/notice";
import { Stepper } from "../parts/stepper";
import { drillAdviceOf } from "../training/advice";
import { runsOf } from "../training/done";
import { Pattern } from "./pattern";

const FRAME_MS = 50;
const MOST_ERRORS = 20;

const chosen = signal("");

interface Props {
  drills: readonly Drill[];
  state: SessionState;
  player: PlayerState;
}

/** Drills: the path to run, a stopwatch, and how it went. */
export function Agility({ drills, state, player }: Props) {
  const drill =
    drills.find((one) => one.id === chosen.value) ??
    drills.find((one) => runsOf(player, one.id).length < one.repetitions);
  if (drill === undefined) return <Notice tone="ok" icon="check" title={t("drill.done")} />;
  return (
    <>
      <section class="card drill" aria-label={drill.name}>
        <div class="interval-head">
          <h1>{drill.name}</h1>
          <span class="hint">
            {t("drill.rep", { n: runsOf(player, drill.id).length + 1, total: drill.repetitions })}
          </span>
        </div>
        <Pattern drill={drill} />
        <Stopwatch
          key={`${drill.id} ${runsOf(player, drill.id).length}`}
          drill={drill}
          state={state}
          player={player}
        />
        <Runs drill={drill} player={player} />
      </section>
      {drills.length > 1 && (
        <div class="choices">
          {drills.map((one) => (
            <button
              type="button"
              key={one.id}
              aria-pressed={one.id === drill.id}
              onClick={() => {
                chosen.value = one.id;
              }}
            >
              {one.name}
            </button>
          ))}
        </div>
      )}
    </>
  );
}

/** Measured by this device's own steady clock; the numbers run while it does. */
function Stopwatch(props: { drill: Drill; state: SessionState; player: PlayerState }) {
  const { drill, state, player } = props;
  const startedMs = useSignal<number | null>(null);
  const stoppedS = useSignal<number | null>(null);
  const shownS = useSignal(0);
  const errors = useSignal(0);
  const isRunning = startedMs.value !== null && stoppedS.value === null;
  useEffect(() => {
    if (!isRunning) return undefined;
    const timer = setInterval(() => {
      shownS.value = (performance.now() - (startedMs.value ?? 0)) / 1000;
    }, FRAME_MS);
    return () => clearInterval(timer);
  }, [isRunning]);
  const press = (): void => {
    if (startedMs.value === null) {
      startedMs.value = performance.now();
      return;
    }
    stoppedS.value = (performance.now() - startedMs.value) / 1000;
    shownS.value = stoppedS.value;
  };
  const timeS = stoppedS.value;
  return (
    <>
      <p class="stopwatch" role="timer">
        {shownS.value.toFixed(timeS === null ? 1 : 2)}
        <small> {t("drill.seconds")}</small>
      </p>
      <p class="hint centred">{comparison(drill, timeS)}</p>
      {timeS === null ? (
        <button type="button" class={`big ${isRunning ? "danger" : "primary"}`} onClick={press}>
          <Icon name={isRunning ? "stop" : "play"} />
          {t(isRunning ? "drill.stop" : "drill.start")}
        </button>
      ) : (
        <>
          <Stepper
            label={t("drill.errors")}
            value={errors.value}
            step={1}
            least={0}
            most={MOST_ERRORS}
            onChange={(value) => {
              errors.value = value;
            }}
          />
          <div class="pair">
            <button
              type="button"
              onClick={() => {
                startedMs.value = null;
                stoppedS.value = null;
                shownS.value = 0;
              }}
            >
              {t("drill.again")}
            </button>
            <button
              type="button"
              class="primary"
              onClick={() => void save(drill, state, player, timeS, errors.value)}
            >
              <Icon name="check" />
              {t("drill.save")}
            </button>
          </div>
        </>
      )}
    </>
  );
}

async function save(
  drill: Drill,
  state: SessionState,
  player: PlayerState,
  timeS: number,
  errors: number,
): Promise<void> {
  const number = runsOf(player, drill.id).length + 1;
  const rounded = Math.round(timeS * 100) / 100;
  const eventId = await enter(
    "training:agility:drill_completion",
    {
      sessionId: state.session.id,
      playerId: player.player.id,
      drillId: drill.id,
      drillName: drill.name,
      repetition: number,
      timeS: rounded,
      errors,
    },
    PROGRESS,
    t("drill.label", { n: number, what: drill.name }),
  );
  if (number >= drill.repetitions) chosen.value = "";
  await write({
    eventId,
    sessionId: state.session.id,
    itemId: drill.id,
    number,
    values: { timeS: rounded, errors },
  });
}

function comparison(drill: Drill, timeS: number | null): string {
  if (drill.targetTimeS === null) return "\u00a0";
  if (timeS === null) return t("drill.target", { time: numberText(drill.targetTimeS) });
  const difference = timeS - drill.targetTimeS;
  return t(difference <= 0 ? "drill.faster" : "drill.slower", {
    time: Math.abs(difference).toFixed(2),
  });
}

function Runs({ drill, player }: { drill: Drill; player: PlayerState }) {
  const runs = runsOf(player, drill.id);
  if (runs.length === 0) return null;
  const clean = runs.filter((run) => run.errors === 0).map((run) => run.timeS);
  return (
    <>
      <h2>
        {t("drill.runs")}
        {clean.length > 0 && (
          <span class="hint"> · {t("drill.best", { time: Math.min(...clean).toFixed(2) })}</span>
        )}
      </h2>
      {drillAdviceOf(drill.id) && <p class="advice-line">{drillAdviceOf(drill.id)}</p>}
      <ol class="sets">
        {runs.map((run) => (
          <li key={run.number} data-state={run.isWaiting ? "waiting" : "sent"}>
            <span>
              {run.timeS.toFixed(2)} {t("drill.seconds")}
              {run.errors > 0 && ` · ${t("drill.errors")}: ${run.errors}`}
            </span>
            <span class="hint">{t(run.isWaiting ? "set.kept" : "set.sent")}</span>
          </li>
        ))}
      </ol>
    </>
  );
}
