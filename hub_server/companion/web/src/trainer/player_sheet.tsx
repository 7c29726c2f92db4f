import { useSignal } from "@preact/signals";
import { linkState } from "../hub/link";
import type { SessionState } from "../hub/wire";
import { t } from "../i18n";
import { Icon } from "../parts/icon";
import { Sheet } from "../parts/sheet";
import { now } from "../training/now";
import { freshness } from "../training/zones";
import { isOrdering, remove } from "./orders";

interface Props {
  state: SessionState;
  playerId: string;
  onClose: () => void;
}

/** One player: how he stands, and the way out of the session, with a question before it. */
export function PlayerSheet({ state, playerId, onClose }: Props) {
  const isAsking = useSignal(false);
  const player = state.players[playerId];
  if (player === undefined || player.removedAt !== null) return null;
  const { jerseyNumber, lastName } = player.player;
  const name = `${jerseyNumber} ${lastName}`;
  const isHeard = freshness(player.heartRateAt, now.value) === "live";
  const isPowerHeard = freshness(player.powerAt, now.value) === "live";
  const isOff = isOrdering.value || linkState.value !== "here";
  return (
    <Sheet title={name} onClose={onClose}>
      <p class="hint">{[state.session.name, player.unitName].filter(Boolean).join(" · ")}</p>
      <dl class="facts">
        <dt>{t("trainer.heart")}</dt>
        <dd>{isHeard && player.heartRateBpm !== null ? `${player.heartRateBpm} bpm` : "–"}</dd>
        <dt>{t("trainer.power")}</dt>
        <dd>{isPowerHeard && player.powerW !== null ? `${Math.round(player.powerW)} W` : "–"}</dd>
        <dt>{t("trainer.phone")}</dt>
        <dd>{t(player.isPhonePresent ? "trainer.phone.here" : "trainer.phone.away")}</dd>
      </dl>
      {isAsking.value ? (
        <div class="form">
          <p>
            <b>{t("trainer.removeAsk", { name: lastName, session: state.session.name })}</b>
          </p>
          <p class="hint">{t("trainer.removeEnds")}</p>
          <button type="button" class="big" onClick={onClose}>
            {t("trainer.keep")}
          </button>
          <button
            type="button"
            class="danger big"
            disabled={isOff}
            onClick={() => {
              onClose();
              void remove(state, playerId);
            }}
          >
            {t("trainer.remove")}
          </button>
        </div>
      ) : (
        <button
          type="button"
          class="danger-line big"
          disabled={isOff}
          onClick={() => {
            isAsking.value = true;
          }}
        >
          <Icon name="minus" />
          {t("trainer.remove")}
        </button>
      )}
    </Sheet>
  );
}
