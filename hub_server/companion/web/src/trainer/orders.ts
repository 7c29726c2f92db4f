// What a trainer tells all groups at once.
import { signal } from "@preact/signals";
import { freshId } from "../hub/ids";
import { ask } from "../hub/link";
import { Away, Refusal } from "../hub/refusal";
import { hubTimestamp } from "../hub/time";
import type { SessionState } from "../hub/wire";
import { t, tn } from "../i18n";
import { states } from "./floor";

export type BulkOperation = "start_all" | "pause_all" | "resume_all";

/** How the last order went, for a line on screen. */
export const outcome = signal<{ tone: "ok" | "warning"; text: string } | null>(null);
export const isOrdering = signal(false);

export const orderAll = (bundleId: string, operation: BulkOperation): Promise<void> =>
  attempt(async () => {
    await ask("training:bulk:operation", {
      bundleId,
      operation,
      eventId: freshId(),
      timestamp: hubTimestamp(),
    });
    outcome.value = null;
  });

export const tellAll = (sessionIds: readonly string[], text: string): Promise<void> =>
  attempt(async () => {
    const answers = await Promise.allSettled(
      sessionIds.map((sessionId) =>
        ask("training:session:message", {
          sessionId,
          text,
          eventId: freshId(),
          timestamp: hubTimestamp(),
        }),
      ),
    );
    const refused = answers.flatMap((answer, index) =>
      answer.status === "rejected" ? [failure(sessionIds[index] ?? "", answer.reason)] : [],
    );
    outcome.value =
      refused.length === 0
        ? { tone: "ok", text: tn("trainer.sent", sessionIds.length) }
        : { tone: "warning", text: refused.join(" ") };
  });

/** Take a player out of a session for good. */
export const remove = (state: SessionState, playerId: string): Promise<void> =>
  attempt(async () => {
    const name = state.players[playerId]?.player.lastName ?? playerId;
    await ask("training:player:kick", {
      sessionId: state.session.id,
      playerId,
      eventId: freshId(),
      timestamp: hubTimestamp(),
    });
    outcome.value = {
      tone: "ok",
      text: t("trainer.removed", { name, session: state.session.name }),
    };
  });

function failure(sessionId: string, reason: unknown): string {
  const name = states.value.get(sessionId)?.session.name ?? sessionId;
  const why = reason instanceof Refusal ? reason.message : t("link.away");
  return t("trainer.failed", { name, why });
}

async function attempt(work: () => Promise<void>): Promise<void> {
  isOrdering.value = true;
  try {
    await work();
  } catch (error) {
    if (error instanceof Refusal) {
      outcome.value = { tone: "warning", text: `${error.message} ${error.nextStep}` };
    } else if (error instanceof Away) {
      outcome.value = { tone: "warning", text: `${t("link.away")}. ${t("retry")}.` };
    } else throw error;
  } finally {
    isOrdering.value = false;
  }
}
