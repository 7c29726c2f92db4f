import { signal, useSignal } from "@preact/signals";
import { linkState } from "../hub/link";
import { type Key, t } from "../i18n";
import { note, noted } from "../keep/database";
import { enter, isWaiting, MEDICAL } from "../keep/outbox";
import { Icon } from "../parts/icon";
import { Notice } from "../parts/notice";
import { Sheet } from "../parts/sheet";
import { me, room } from "../training/room";

const PARTS = [
  "head",
  "neck",
  "shoulder",
  "arm",
  "back",
  "chest",
  "hip",
  "groin",
  "thigh",
  "knee",
  "calf",
  "ankle",
] as const;

interface Told {
  eventId: string;
  sessionId: string;
  playerId: string;
}

const KEY = "pain";

/** What this player said hurts and has not taken back; survives a reload. */
const told = signal<Told | null>(null);

export async function recallPain(): Promise<void> {
  told.value = ((await noted(KEY)) ?? null) as Told | null;
}

function remember(pain: Told | null): void {
  told.value = pain;
  void note(KEY, pain);
}

export function PainButton(props: { sessionId: string; playerId: string }) {
  const isOpen = useSignal(false);
  return (
    <>
      <button
        type="button"
        class="danger"
        onClick={() => {
          isOpen.value = true;
        }}
      >
        <Icon name="medical" />
        {t("pain.button")}
      </button>
      {isOpen.value && (
        <PainSheet
          {...props}
          onClose={() => {
            isOpen.value = false;
          }}
        />
      )}
    </>
  );
}

function PainSheet(props: { sessionId: string; playerId: string; onClose: () => void }) {
  const part = useSignal<string>("");
  const tell = async (): Promise<void> => {
    const { sessionId, playerId } = props;
    const eventId = await say(sessionId, playerId, "pain", part.value);
    remember({ eventId, sessionId, playerId });
    props.onClose();
  };
  return (
    <Sheet title={t("pain.title")} onClose={props.onClose}>
      <p>{t("pain.lead")}</p>
      <div class="chips">
        {PARTS.map((one) => (
          <button
            type="button"
            key={one}
            aria-pressed={part.value === one}
            onClick={() => {
              part.value = part.value === one ? "" : one;
            }}
          >
            {t(`part.${one}` satisfies Key)}
          </button>
        ))}
      </div>
      <button type="button" class="danger big" onClick={() => void tell()}>
        {t("pain.send")}
      </button>
    </Sheet>
  );
}

const say = (
  sessionId: string,
  playerId: string,
  status: "pain" | "fit",
  bodyPart = "",
): Promise<string> =>
  enter(
    "training:medical:status_changed",
    bodyPart === "" ? { sessionId, playerId, status } : { sessionId, playerId, status, bodyPart },
    MEDICAL,
    t("pain.label"),
  );

/** Whether the trainer knows: only once the hub has confirmed it. */
export function PainNotice() {
  const pain = told.value;
  const isMine = pain?.playerId === me.value?.player.id;
  if (pain === null || !isMine || pain.sessionId !== room.value?.session.id) return <Changes />;
  if (isWaiting(pain.eventId)) {
    const key = linkState.value === "here" ? "pain.sending" : "pain.unsent";
    return <Notice tone="danger" icon="medical" title={t(key)} />;
  }
  return (
    <>
      <Notice tone="danger" icon="medical" title={t("pain.sent")}>
        <button
          type="button"
          onClick={() => {
            remember(null);
            void say(pain.sessionId, pain.playerId, "fit");
          }}
        >
          {t("pain.over")}
        </button>
      </Notice>
      <Changes />
    </>
  );
}

/** What is other than planned because of a restriction, without any diagnosis. */
function Changes() {
  const player = me.value;
  if (player === null || !player.medical?.restricted) return null;
  return (
    <Notice tone="warning" icon="medical" title={t("play.restricted")}>
      <ul class="changes">
        {(player.changes ?? []).map((change) => (
          <li key={change.what}>
            {change.what}: <b>{change.instead ?? t("play.leftOut")}</b>
          </li>
        ))}
      </ul>
    </Notice>
  );
}
