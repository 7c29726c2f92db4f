import { useEffect } from "preact/hooks";
import { close, linkProblem, linkState, open } from "../hub/link";
import { isOver, isRunning } from "../hub/wire";
import { t } from "../i18n";
import { openDiary } from "../keep/diary";
import { dismiss, refused } from "../keep/outbox";
import { keepAwake } from "../parts/awake";
import { Header } from "../parts/header";
import { Notice } from "../parts/notice";
import { openAdvice } from "../training/advice";
import { closeRoom, me, openRoom, room, roomProblem, training } from "../training/room";
import { AfterSession } from "./after";
import { BreakBar } from "./bar";
import { PainNotice, recallPain } from "./pain";
import { Waiting } from "./waiting";
import { Work } from "./work";

/** What a player sees from joining to the number he gives the session. */
export function PlayerPage() {
  useEffect(() => {
    open();
    void openRoom();
    void openDiary();
    void recallPain();
    const closeAdvice = openAdvice();
    return () => {
      closeAdvice();
      closeRoom();
      close();
      keepAwake(false);
    };
  }, []);
  const status = room.value?.session.status;
  useEffect(() => keepAwake(status !== undefined && isRunning(status)), [status]);
  const player = me.value?.player;
  return (
    <div class="page">
      <Header
        name={player === undefined ? t("app") : `${player.firstName} ${player.lastName}`}
        badge={player?.jerseyNumber}
      />
      <main class="stack">
        <Notices />
        <Screen />
      </main>
      <BreakBar />
    </div>
  );
}

function Notices() {
  const state = room.value;
  const problem = linkProblem.value ?? roomProblem.value;
  return (
    <>
      <PainNotice />
      {linkState.value === "away" && problem === null && (
        <Notice tone="warning" icon="hub" title={t("link.away")} text={t("link.awayHint")} />
      )}
      {problem !== null && (
        <Notice
          tone="warning"
          icon="warning"
          title={problem.message}
          text={problem.suggestedAction}
        />
      )}
      {refused.value.map((entry) => (
        <Notice
          key={entry.eventId}
          tone="warning"
          icon="warning"
          title={t("refused.title", { what: entry.label })}
          text={entry.refusal?.message}
        >
          <button type="button" onClick={() => void dismiss(entry.eventId)}>
            {t("refused.ok")}
          </button>
        </Notice>
      ))}
      {state?.message && !isOver(state.session.status) && (
        <Notice tone="info" icon="megaphone" title={t("play.from")} text={state.message} />
      )}
    </>
  );
}

function Screen() {
  const state = training.value;
  if (state === undefined) return <p class="loading">{t("loading")}</p>;
  const player = me.value;
  if (state === null || player === null) return <Waiting state={null} />;
  if (player.removedAt !== null || player.status === "removed") {
    return (
      <Notice
        tone="warning"
        icon="warning"
        title={t("play.removed")}
        text={t("play.removedHint")}
      />
    );
  }
  if (isOver(state.session.status)) return <AfterSession state={state} player={player} />;
  if (!isRunning(state.session.status)) return <Waiting state={state} />;
  return <Work state={state} player={player} />;
}
