import { useSignal } from "@preact/signals";
import { useEffect } from "preact/hooks";
import { account } from "../hub/account";
import { close, linkProblem, linkState, open } from "../hub/link";
import { isOver, type SessionState } from "../hub/wire";
import { type Key, t } from "../i18n";
import { Header } from "../parts/header";
import { Icon } from "../parts/icon";
import { Notice } from "../parts/notice";
import { Sheet } from "../parts/sheet";
import { bundle, closeFloor, floorProblem, openFloor, states } from "./floor";
import { Group } from "./group";
import { type BulkOperation, isOrdering, orderAll, outcome, tellAll } from "./orders";
import { openPains, pains, seen } from "./pains";

const LONGEST_MESSAGE = 500;
const LEADING = new Set(["admin", "trainer", "assistant"]);

const isLeading = (): boolean => LEADING.has(account.value?.role ?? "");

/** The bundle in a trainer's hand: how each group stands, pause all, resume, a message. */
export function TrainerPage() {
  useEffect(() => {
    open();
    openFloor();
    const closePains = openPains();
    return () => {
      closePains();
      closeFloor();
      close();
    };
  }, []);
  const found = bundle.value;
  return (
    <div class="page">
      <Header name={found?.name ?? t("app")} />
      <main class="stack">
        <Problems />
        <Pains />
        {found === undefined && <p class="loading">{t("loading")}</p>}
        {found === null && (
          <section class="card empty">
            <Icon name="hub" />
            <h1>{t("trainer.none")}</h1>
            <p>{t("trainer.noneHint")}</p>
          </section>
        )}
        {followed().map((state) => (
          <Group key={state.session.id} state={state} isLeading={isLeading()} />
        ))}
      </main>
      {found && <Orders bundleId={found.id} />}
    </div>
  );
}

const followed = (): SessionState[] =>
  (bundle.value?.sessions ?? []).flatMap((session) => states.value.get(session.id) ?? []);

function Problems() {
  const problem = linkProblem.value ?? floorProblem.value;
  if (problem !== null) {
    return (
      <Notice
        tone="warning"
        icon="warning"
        title={problem.message}
        text={problem.suggestedAction}
      />
    );
  }
  if (linkState.value === "away") {
    return <Notice tone="warning" icon="hub" title={t("link.away")} text={t("loading")} />;
  }
  return null;
}

function Pains() {
  return (
    <>
      {pains.value.map((pain) => {
        const state = states.value.get(pain.sessionId);
        const player = state?.players[pain.playerId];
        if (state === undefined || player === undefined) return null;
        const part = pain.bodyPart && (t(`part.${pain.bodyPart}` as Key) || pain.bodyPart);
        const where = [state.session.name, player.unitName, part].filter(Boolean).join(" · ");
        return (
          <Notice
            key={pain.playerId}
            tone="danger"
            icon="medical"
            title={t(pain.isPain ? "trainer.pain" : "trainer.restricted", {
              name: `${player.player.jerseyNumber} ${player.player.lastName}`,
            })}
            text={where}
          >
            <button type="button" onClick={() => seen(pain.playerId)}>
              {t("trainer.seen")}
            </button>
          </Notice>
        );
      })}
    </>
  );
}

function Orders({ bundleId }: { bundleId: string }) {
  const isWriting = useSignal(false);
  if (!isLeading()) {
    return <nav class="bar hint">{t("trainer.watching")}</nav>;
  }
  const order = orderOf(followed());
  const isOff = isOrdering.value || linkState.value !== "here";
  return (
    <nav class="bar tall">
      {outcome.value !== null && (
        <p class={`outcome ${outcome.value.tone}`} role="status">
          {outcome.value.text}
        </p>
      )}
      {order !== null && (
        <button
          type="button"
          class={order.operation === "pause_all" ? "warning-fill" : "primary"}
          disabled={isOff}
          onClick={() => void orderAll(bundleId, order.operation)}
        >
          <Icon name={order.operation === "pause_all" ? "pause" : "play"} />
          {t(order.label)}
        </button>
      )}
      <button
        type="button"
        disabled={isOff}
        onClick={() => {
          isWriting.value = true;
        }}
      >
        <Icon name="megaphone" />
        {t("trainer.broadcast")}
      </button>
      {isWriting.value && (
        <Message
          onClose={() => {
            isWriting.value = false;
          }}
        />
      )}
    </nav>
  );
}

/** The one thing to do with all groups now. */
function orderOf(all: readonly SessionState[]): { operation: BulkOperation; label: Key } | null {
  const has = (status: string): boolean => all.some((state) => state.session.status === status);
  if (has("in_progress")) return { operation: "pause_all", label: "trainer.pauseAll" };
  if (has("paused")) return { operation: "resume_all", label: "trainer.resumeAll" };
  if (has("scheduled")) return { operation: "start_all", label: "trainer.startAll" };
  return null;
}

function Message({ onClose }: { onClose: () => void }) {
  const text = useSignal("");
  const send = async (): Promise<void> => {
    const open = followed().filter((state) => !isOver(state.session.status));
    onClose();
    await tellAll(
      open.map((state) => state.session.id),
      text.value.trim(),
    );
  };
  return (
    <Sheet title={t("trainer.broadcast")} onClose={onClose}>
      <form
        class="form"
        onSubmit={(event) => {
          event.preventDefault();
          void send();
        }}
      >
        <label for="message">{t("trainer.text")}</label>
        <textarea
          id="message"
          rows={3}
          maxLength={LONGEST_MESSAGE}
          required
          value={text.value}
          onInput={(event) => {
            text.value = event.currentTarget.value;
          }}
        />
        <button type="submit" class="primary big" disabled={text.value.trim() === ""}>
          {t("trainer.send")}
        </button>
      </form>
    </Sheet>
  );
}
