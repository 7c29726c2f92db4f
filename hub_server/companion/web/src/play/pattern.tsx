import type { Drill } from "../hub/wire";
import { t } from "../i18n";

const LEAST_EXTENT_M = 2;
const RADIUS_SHARE = 0.055;

/** The path of a drill from above, in metres: numbered marks, and arrows between them. */
export function Pattern({ drill }: { drill: Drill }) {
  const steps = drill.pattern;
  if (steps.length === 0) return null;
  const xs = steps.map((step) => step.xM);
  const ys = steps.map((step) => step.yM);
  const extent = (values: number[]): number => Math.max(...values) - Math.min(...values);
  const radius = Math.max(extent(xs), extent(ys), LEAST_EXTENT_M) * RADIUS_SHARE;
  const left = Math.min(...xs) - 2 * radius;
  const bottom = Math.min(...ys) - 2 * radius;
  const width = extent(xs) + 4 * radius;
  const height = extent(ys) + 4 * radius;
  const label = t("drill.pattern", {
    name: drill.name,
    steps: steps.map((step) => step.label).join(" – "),
  });
  // The y axis of the plan points away from the start, that of a screen down.
  const y = (metres: number): number => bottom + height - metres;
  return (
    <>
      <svg
        class="pattern"
        viewBox={`${left} ${0} ${width} ${height}`}
        role="img"
        aria-label={label}
      >
        <defs>
          <marker
            id="tip"
            viewBox="0 0 10 10"
            refX="8"
            refY="5"
            markerWidth="5"
            markerHeight="5"
            orient="auto-start-reverse"
          >
            <path d="M0 0L10 5L0 10z" />
          </marker>
        </defs>
        {steps.slice(1).map((step, index) => {
          const from = steps[index] ?? step;
          return (
            <line
              key={index}
              {...shortened(from.xM, y(from.yM), step.xM, y(step.yM), radius)}
              stroke-width={radius * 0.22}
              marker-end="url(#tip)"
            />
          );
        })}
        {placesOf(drill).map((place) => (
          <g key={`${place.x} ${place.y}`}>
            <circle cx={place.x} cy={y(place.y)} r={radius} />
            <text x={place.x} y={y(place.y)} dy="0.36em" style={{ fontSize: `${radius * 1.1}px` }}>
              {place.numbers}
            </text>
          </g>
        ))}
      </svg>
      <ol class="steps">
        {steps.map((step, index) => (
          <li key={index}>
            <b>{index + 1}</b> {step.label}
          </li>
        ))}
      </ol>
    </>
  );
}

/** Each place once, with the numbers of all the steps that lead to it. */
function placesOf(drill: Drill): { x: number; y: number; numbers: string }[] {
  const places = new Map<string, { x: number; y: number; numbers: string }>();
  for (const [index, step] of drill.pattern.entries()) {
    const key = `${step.xM} ${step.yM}`;
    const before = places.get(key);
    const numbers = before === undefined ? `${index + 1}` : `${before.numbers}·${index + 1}`;
    places.set(key, { x: step.xM, y: step.yM, numbers });
  }
  return [...places.values()];
}

/** A line from rim to rim of the two circles. */
function shortened(
  x1: number,
  y1: number,
  x2: number,
  y2: number,
  radius: number,
): Record<string, number> {
  const length = Math.hypot(x2 - x1, y2 - y1) || 1;
  const dx = ((x2 - x1) / length) * radius * 1.2;
  const dy = ((y2 - y1) / length) * radius * 1.2;
  return { x1: x1 + dx, y1: y1 + dy, x2: x2 - dx, y2: y2 - dy };
}
