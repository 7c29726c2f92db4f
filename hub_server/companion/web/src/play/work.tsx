import { useSignal } from "@preact/signals";
import { useEffect } from "preact/hooks";
import type { Block, PlayerState, SessionState } from "../hub/wire";
import { t } from "../i18n";
import { COURSE, enter } from "../keep/outbox";
import { Icon } from "../parts/icon";
import { Notice } from "../parts/notice";
import { blockPlace, untilBlock } from "../training/blocks";
import { blockByClock, blocksOf, clockText } from "../training/course";
import { now } from "../training/now";
import { Agility } from "./agility";
import { Conditioning } from "./conditioning";
import { Heart } from "./heart";
import { BlockPlan } from "./plan";
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
  const place = blockPlace(state, player, now.value);
  // Who looks ahead, or back, is taken along when his block changes.
  useEffect(() => {
    looked.value = null;
  }, [own]);
  const at = Math.min(looked.value ?? own, blocks.length - 1);
  const block = blocks[at];
  const onClock = blockPlace(state, null, now.value);
  const isThrough = own >= blocks.length && looked.value === null;
  const isElsewhere =
    state.session.kind === "HYBRID" && block?.intervals.length !== 0 && onClock?.index !== at;
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
          <span class="hint">
            {t("block.of", { n: at + 1, total: blocks.length })}
            {at === place?.index && place.leftS !== null && (
              <>
                {" · "}
                <span role="timer">{t("block.left", { time: clockText(place.leftS) })}</span>
              </>
            )}
          </span>
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
      {isThrough ? (
        <Through player={player} />
      ) : isElsewhere && block !== undefined ? (
        <Elsewhere block={block} index={at} state={state} player={player} />
      ) : (
        <OneBlock block={block} state={state} player={player} key={at} />
      )}
      {at === own && at < blocks.length - 1 && (
        <button type="button" onClick={finish}>
          {t("block.done")} · {t("play.next")}: {blocks[at + 1]?.name}
        </button>
      )}
    </>
  );
}

/** A block of intervals in which the session's clock is not: what is in it, and when it comes. */
function Elsewhere(props: Props & { block: Block; index: number }) {
  const { block, index, state, player } = props;
  const untilS = untilBlock(state, index, now.value);
  return (
    <>
      {untilS !== null && (
        <Notice
          tone="info"
          icon="forward"
          title={t("block.begins", { name: block.name, time: clockText(untilS) })}
        />
      )}
      <BlockPlan block={block} />
      <Heart player={player} target={null} />
    </>
  );
}

const Through = ({ player }: { player: PlayerState }) => (
  <>
    <Notice tone="info" icon="check" title={t("block.allDone")} text={t("block.allDoneHint")} />
    <Heart player={player} target={null} />
  </>
);
