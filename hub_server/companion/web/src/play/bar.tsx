import { isRunning } from "../hub/wire";
import { t } from "../i18n";
import { COURSE, enter } from "../keep/outbox";
import { Icon } from "../parts/icon";
import { me, room } from "../training/room";
import { PainButton } from "./pain";

/** Always in reach of the thumb while a session runs. */
export function BreakBar() {
  const state = room.value;
  const player = me.value;
  if (state == null || player === null || player.removedAt !== null) return null;
  if (!isRunning(state.session.status)) return null;
  const isOnBreak = player.status === "paused";
  return (
    <nav class="bar">
      <PainButton sessionId={state.session.id} playerId={player.player.id} />
      <button
        type="button"
        onClick={() =>
          void enter(
            "training:player:status",
            {
              sessionId: state.session.id,
              playerId: player.player.id,
              status: isOnBreak ? "active" : "paused",
            },
            COURSE,
            t(isOnBreak ? "play.goOn" : "play.break"),
          )
        }
      >
        <Icon name={isOnBreak ? "play" : "pause"} />
        {t(isOnBreak ? "play.goOn" : "play.break")}
      </button>
    </nav>
  );
}
