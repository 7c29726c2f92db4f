// What is planned, as a list.
import type { Block, Interval, Session } from "../hub/wire";
import { t } from "../i18n";
import { blocksOf, clockText } from "../training/course";
import { loadText } from "./load";

interface Line {
  what: string;
  how: string;
  zone: number | null;
}

/** All that is planned, in order. */
export function Plan({ session }: { session: Session }) {
  const blocks = blocksOf(session);
  const parts =
    blocks.length > 0
      ? blocks.map((block) => ({
          name: blocks.length > 1 ? block.name : "",
          lines: linesOf(block),
        }))
      : [{ name: "", lines: session.intervals.map(intervalLine) }];
  return (
    <section class="card">
      <h2>{t("wait.plan")}</h2>
      {parts.map((part, place) => (
        <div key={place}>
          {part.name && <h3>{part.name}</h3>}
          <Lines lines={part.lines} />
        </div>
      ))}
    </section>
  );
}

const Lines = ({ lines }: { lines: Line[] }) => (
  <ol class="plan">
    {lines.map((line, index) => (
      <li key={index}>
        <span class={`zone-mark zone-${line.zone ?? "none"}`}>{line.zone ?? "·"}</span>
        <span class="plan-what">{line.what}</span>
        <span class="plan-how">{line.how}</span>
      </li>
    ))}
  </ol>
);

/** What is planned in one block. */
export const BlockPlan = ({ block }: { block: Block }) => (
  <section class="card">
    <h2>{t("wait.plan")}</h2>
    <Lines lines={linesOf(block)} />
  </section>
);

const linesOf = (block: Block): Line[] => [
  ...block.intervals.map(intervalLine),
  ...block.exercises.map((exercise) => ({
    what: exercise.name,
    how: `${exercise.sets} × ${exercise.reps}, ${loadText(exercise.load)}`,
    zone: null,
  })),
  ...block.drills.map((drill) => ({ what: drill.name, how: `${drill.repetitions} ×`, zone: null })),
];

const intervalLine = (interval: Interval): Line => ({
  what: interval.name,
  how: clockText(interval.durationS),
  zone: interval.targetZone,
});
