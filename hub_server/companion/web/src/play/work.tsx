import { useSignal } from "@preact/signals";
import type { Block, PlayerState, SessionState } from "../hub/wire";
import { t } from "../i18n";
import { COURSE, enter } from "../keep/outbox";
import { Icon } from "../parts/icon";
import { Notice } from "../parts/notice";
import { blockByClock, blocksOf } from "../training/course";
import { now } from "../training/now";
import { Agility } from "./agility";
import { Conditioning } from "./conditioning";
import { Strength } from "./strength";

interface Props {
  state: SessionState;
  player: PlayerState;
}

/** The running session, as its workout asks. */
export function Work({ state, player }: Props) {
  return (
    <>
      {state.session.status === "paused" && (
        <Notice tone="warning" icon="pause" title={t("play.paused")} text={t("play.pausedHint")} />
      )}
      {player.status === "paused" && <Notice tone="info" icon="pause" title={t("play.onBreak")} />}
      <Content state={state} player={player} />
    </>
  );
}

function Content({ state, player }: Props) {
  const blocks = blocksOf(state.session);
  if (blocks.every((block) => block.intervals.length > 0)) {
    return <Conditioning state={state} player={player} />;
  }
  if (blocks.length === 1) return <OneBlock block={blocks[0]} state={state} player={player} />;
  return <Blocks blocks={blocks} state={state} player={player} />;
}

function OneBlock(props: Props & { block: Block | undefined }) {
  const { block, state, player } = props;
  if (block === undefined) return null;
  if (block.exercises.length > 0) {
    return <Strength exercises={block.exercises} state={state} player={player} />;
  }
  if (block.drills.length > 0) {
    return <Agility drills={block.drills} state={state} player={player} />;
  }
  if (block.intervals.length > 0) return <Conditioning state={state} player={player} />;
  return <Notice tone="info" icon="pause" title={t("block.empty")} />;
}

/** Blocks one after the other: where the session's clock is, or where the player has gone on to. */
function Blocks(props: Props & { blocks: Block[] }) {
  const { blocks, state, player } = props;
  const looked = useSignal<number | null>(null);
  const own = player.hybrid?.block ?? blockByClock(state, now.value);
  const at = Math.min(looked.value ?? own, blocks.length - 1);
  const block = blocks[at];
  const finish = (): void => {
    looked.value = null;
    void enter(
      "training:hybrid:block_transition",
      {
        sessionId: state.session.id,
        playerId: player.player.id,
        fromBlock: at,
        toBlock: at + 1,
        blockName: blocks[at + 1]?.name ?? "",
      },
      COURSE,
      t("block.next"),
    );
  };
  return (
    <>
      <nav class="block-nav" aria-label={t("block.of", { n: at + 1, total: blocks.length })}>
        <button
          type="button"
          class="square"
          aria-label={t("back")}
          disabled={at === 0}
          onClick={() => {
            looked.value = at - 1;
          }}
        >
          <Icon name="chevronLeft" />
        </button>
        <span class="block-name">
          <strong>{block?.name}</strong>
          <span class="hint">{t("block.of", { n: at + 1, total: blocks.length })}</span>
        </span>
        <button
          type="button"
          class="square"
          aria-label={t("play.next")}
          disabled={at === blocks.length - 1}
          onClick={() => {
            looked.value = at + 1;
          }}
        >
          <Icon name="chevronRight" />
        </button>
      </nav>
      <OneBlock block={block} state={state} player={player} key={at} />
      {at === own && at < blocks.length - 1 && (
        <button type="button" onClick={finish}>
          {t("block.done")} · {t("play.next")}: {blocks[at + 1]?.name}
        </button>
      )}
    </>
  );
}
