import { signal, useSignal } from "@preact/signals";
import type { Exercise, PlayerState, SessionState } from "../hub/wire";
import { numberText, t } from "../i18n";
import { write } from "../keep/diary";
import { enter, PROGRESS } from "../keep/outbox";
import { Icon } from "../parts/icon";
import { Notice } from "../parts/notice";
import { Stepper } from "../parts/stepper";
import { clockText } from "../training/course";
import { now } from "../training/now";
import { type DoneSet, lastSetAt, setsOf } from "../training/done";
import { adviceFor, currentOf, offerFor } from "../training/set_plan";
import { loadText } from "./load";

const KG_STEP = 2.5;
const MOST_KG = 500;
const MOST_REPS = 50;
const REST_SHOWN_S = 30;
const RPES = [6, 6.5, 7, 7.5, 8, 8.5, 9, 9.5, 10];

/** The exercise somebody chose out of order; empty: the next one that is not done. */
const chosen = signal("");

interface Props {
  exercises: readonly Exercise[];
  state: SessionState;
  player: PlayerState;
}

/** Sets: what to lift, what was lifted, and what the hub advises for the next one. */
export function Strength({ exercises, state, player }: Props) {
  const picked = exercises.find((exercise) => exercise.id === chosen.value);
  const exercise = picked ?? currentOf(exercises, player);
  return (
    <>
      {exercise === null ? (
        <Notice tone="ok" icon="check" title={t("set.allDone")} />
      ) : (
        <SetCard
          key={`${exercise.id} ${setsOf(player, exercise.id).length} ${adviceFor(exercise, player)?.weight}`}
          exercise={exercise}
          state={state}
          player={player}
        />
      )}
      <List exercises={exercises} current={exercise} player={player} />
    </>
  );
}

function SetCard(props: { exercise: Exercise; state: SessionState; player: PlayerState }) {
  const { exercise, state, player } = props;
  const done = setsOf(player, exercise.id);
  const advice = adviceFor(exercise, player);
  const offer = offerFor(exercise, done.at(-1), advice);
  const reps = useSignal(offer.reps);
  const weight = useSignal(offer.weight);
  const rpe = useSignal<number | null>(null);
  const number = done.length + 1;
  const finish = async (): Promise<void> => {
    const set = { setNumber: number, reps: reps.value, weight: weight.value };
    const label = t("set.label", { n: number, what: exercise.name });
    const eventId = await enter(
      "training:strength:set_completion",
      {
        sessionId: state.session.id,
        playerId: player.player.id,
        exerciseId: exercise.id,
        exerciseName: exercise.name,
        setData: rpe.value === null ? set : { ...set, rpe: rpe.value },
      },
      PROGRESS,
      label,
    );
    if (number >= exercise.sets) chosen.value = "";
    await write({
      eventId,
      sessionId: state.session.id,
      itemId: exercise.id,
      number,
      values: { reps: reps.value, weight: weight.value, rpe: rpe.value, at: now.value },
    });
  };
  return (
    <section class="card set" aria-label={exercise.name}>
      <div class="interval-head">
        <h1>{exercise.name}</h1>
        <span class="hint">
          {number > exercise.sets
            ? t("set.extra")
            : t("set.count", { n: number, total: exercise.sets })}
        </span>
      </div>
      <p class="set-target">
        <span class="hint">{t("set.target")}</span> {exercise.reps} × {loadText(exercise.load)}
        {exercise.targetRpe !== null && exercise.load?.unit !== "RPE" && (
          <span> · {t("set.load.RPE", { value: numberText(exercise.targetRpe) })}</span>
        )}
      </p>
      <Rest exercise={exercise} player={player} />
      {advice !== null && (
        <div class="advice" role="status">
          <Icon name="forward" />
          <div>
            <strong>
              {t("set.next")}:{" "}
              {t("set.advice", {
                weight: numberText(advice.weight),
                reps: advice.targetReps,
              })}
            </strong>
            {advice.reason && <p>{advice.reason}</p>}
          </div>
        </div>
      )}
      <div class="steppers">
        <Stepper
          label={t("set.reps")}
          value={reps.value}
          step={1}
          least={0}
          most={MOST_REPS}
          onChange={(value) => {
            reps.value = value;
          }}
        />
        <Stepper
          label={t("set.weight")}
          value={weight.value}
          step={KG_STEP}
          least={0}
          most={MOST_KG}
          onChange={(value) => {
            weight.value = value;
          }}
        />
      </div>
      <Effort
        value={rpe.value}
        onChange={(value) => {
          rpe.value = value;
        }}
      />
      <button type="button" class="primary big" onClick={() => void finish()}>
        <Icon name="check" />
        {t("set.done")}
      </button>
    </section>
  );
}

/** RPE in half steps, with what it means: repetitions in reserve. */
function Effort(props: { value: number | null; onChange: (value: number | null) => void }) {
  return (
    <div class="effort" role="group" aria-label={t("set.rpe")}>
      <span class="stepper-label">
        {t("set.rpe")}
        {props.value !== null && (
          <em> · {t("set.rpeHint", { n: numberText(10 - props.value) })}</em>
        )}
      </span>
      <div class="effort-row">
        {RPES.map((value) => (
          <button
            type="button"
            key={value}
            aria-pressed={props.value === value}
            onClick={() => props.onChange(props.value === value ? null : value)}
          >
            {numberText(value)}
          </button>
        ))}
      </div>
    </div>
  );
}

/** Until when to rest: the hub's word, or without it the plan's from the last set on. */
function Rest({ exercise, player }: { exercise: Exercise; player: PlayerState }) {
  const entered = lastSetAt(exercise.id);
  const until =
    adviceFor(exercise, player) === null
      ? entered && entered + exercise.restS
      : player.strength?.restUntil;
  if (until == null || now.value - until > REST_SHOWN_S) return null;
  const leftS = until - now.value;
  return (
    <p class={`rest ${leftS <= 0 ? "over" : ""}`} role="timer">
      {leftS > 0 ? (
        <>
          <span class="hint">{t("set.resting")}</span> {clockText(leftS)}
        </>
      ) : (
        t("set.restOver")
      )}
    </p>
  );
}

function List(props: {
  exercises: readonly Exercise[];
  current: Exercise | null;
  player: PlayerState;
}) {
  return (
    <section class="card">
      <h2>{t("set.exercises")}</h2>
      <ul class="exercises">
        {props.exercises.map((exercise) => {
          const sets = setsOf(props.player, exercise.id);
          return (
            <li key={exercise.id}>
              <button
                type="button"
                class="row"
                aria-pressed={exercise.id === props.current?.id}
                onClick={() => {
                  chosen.value = exercise.id;
                }}
              >
                <span class="row-name">{exercise.name}</span>
                <span class="row-count">
                  {sets.length}/{exercise.sets}
                </span>
              </button>
              {sets.length > 0 && <Sets sets={sets} />}
            </li>
          );
        })}
      </ul>
    </section>
  );
}

const Sets = ({ sets }: { sets: readonly DoneSet[] }) => (
  <ol class="sets">
    {sets.map((set) => (
      <li key={set.number} data-state={set.isWaiting ? "waiting" : "sent"}>
        <span>{setText(set)}</span>
        <span class="hint">{t(set.isWaiting ? "set.kept" : "set.sent")}</span>
      </li>
    ))}
  </ol>
);

function setText({ reps, weight, rpe }: DoneSet): string {
  const values = { reps: numberText(reps), weight: numberText(weight) };
  return rpe === null
    ? t("set.line", values)
    : t("set.lineRpe", { ...values, rpe: numberText(rpe) });
}
