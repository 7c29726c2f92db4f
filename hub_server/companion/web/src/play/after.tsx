import { useSignal } from "@preact/signals";
import { useEffect } from "preact/hooks";
import type { PlayerState, SessionState } from "../hub/wire";
import { type Key, t } from "../i18n";
import { note, noted } from "../keep/database";
import { enter, PROGRESS } from "../keep/outbox";
import { Notice } from "../parts/notice";

const RPES = [0, 1, 2, 3, 4, 5, 6, 7, 8, 9, 10] as const;

/** After the end: the number for how hard it was, and what was done. */
export function AfterSession(props: { state: SessionState; player: PlayerState }) {
  const { state, player } = props;
  const key = `rated ${state.session.id} ${player.player.id}`;
  const rated = useSignal<unknown>(null);
  useEffect(() => {
    void noted(key).then((value) => {
      rated.value = value ?? false;
    });
  }, [key]);
  return (
    <>
      {rated.value === false && (
        <Rating
          state={state}
          player={player}
          onRated={(rpe) => {
            rated.value = rpe;
            void note(key, rpe);
          }}
        />
      )}
      {typeof rated.value === "number" && (
        <Notice
          tone="ok"
          icon="check"
          title={t("rpe.thanks")}
          text={`${rated.value} · ${t(`rpe.${rated.value}` as Key)}`}
        />
      )}
      <Figures state={state} player={player} />
    </>
  );
}

function Rating(props: {
  state: SessionState;
  player: PlayerState;
  onRated: (rpe: number) => void;
}) {
  const { state, player, onRated } = props;
  const rpe = useSignal<number | null>(null);
  const send = async (value: number): Promise<void> => {
    await enter(
      "training:player:rpe",
      { sessionId: state.session.id, playerId: player.player.id, rpe: value },
      PROGRESS,
      t("rpe.label"),
    );
    onRated(value);
  };
  return (
    <section class="card rpe">
      <h1>{t("rpe.title")}</h1>
      <p class="hint">{t("rpe.lead")}</p>
      <div class="rpe-scale" role="radiogroup" aria-label={t("rpe.title")}>
        {RPES.map((value) => (
          <button
            type="button"
            key={value}
            role="radio"
            aria-checked={rpe.value === value}
            aria-label={`${value} ${t(`rpe.${value}`)}`}
            class={`rpe-${value}`}
            onClick={() => {
              rpe.value = value;
            }}
          >
            {value}
          </button>
        ))}
      </div>
      <p class="rpe-words" aria-live="polite">
        {rpe.value === null ? t("rpe.choose") : t(`rpe.${rpe.value}` as Key)}
      </p>
      <button
        type="button"
        class="primary big"
        disabled={rpe.value === null}
        onClick={() => {
          if (rpe.value !== null) void send(rpe.value);
        }}
      >
        {rpe.value === null ? t("rpe.choose") : t("rpe.send", { n: rpe.value })}
      </button>
    </section>
  );
}

function Figures({ state, player }: { state: SessionState; player: PlayerState }) {
  const heartS = player.secondsInZone.reduce((sum, seconds) => sum + seconds, 0);
  const mean = heartS > 0 ? Math.round(player.heartRateBeats / heartS) : null;
  const minutes = (seconds: number): number => Math.round(seconds / 60);
  return (
    <section class="card">
      <div class="interval-head">
        <h2>{t("over.title")}</h2>
        <span class="hint">{state.session.name}</span>
      </div>
      <dl class="figures">
        <Figure label="over.minutes" value={minutes(state.activeBeforeS)} unit="min" />
        <Figure label="over.mean" value={mean} unit={t("play.bpm")} />
        <Figure label="over.max" value={player.heartRateMaxBpm} unit={t("play.bpm")} />
        <Figure label="over.kcal" value={Math.round(player.energyHeartRateKcal)} unit="kcal" />
      </dl>
      {heartS > 0 && (
        <>
          <h3>{t("over.zones")}</h3>
          <div class="zone-minutes">
            {player.secondsInZone.map((seconds, zone) => (
              <span
                key={zone}
                class={`zone-cell-done zone-${zone}`}
                style={{ flexGrow: Math.max(seconds / heartS, 0.06) }}
              >
                <b>{zone}</b> {minutes(seconds)}
              </span>
            ))}
          </div>
        </>
      )}
    </section>
  );
}

const Figure = (props: { label: Key; value: number | null; unit: string }) => (
  <div>
    <dt>{t(props.label)}</dt>
    <dd>
      {props.value ?? "–"} <small>{props.unit}</small>
    </dd>
  </div>
);
