// The hub's clock dates everything. A phone's own clock may be minutes off.

let offsetMs = Number(localStorage.getItem("hub-clock-offset-ms") ?? 0);

/** Milliseconds since 1970, as the hub's clock shows them. */
export const hubNowMs = (): number => Date.now() + offsetMs;

/** Seconds since 1970, as the hub's clock shows them. */
export const hubNowS = (): number => hubNowMs() / 1000;

/** The present instant by the hub's clock, for events. */
export const hubTimestamp = (): string => new Date(hubNowMs()).toISOString();

/**
 * Learn the difference between the clocks from an answer that says the hub's time.
 * A difference smaller than the journey's doubt changes nothing.
 */
export function learnHubTime(hubMs: number, askedMs: number, answeredMs: number): void {
  if (!Number.isFinite(hubMs)) return;
  const found = hubMs - (askedMs + answeredMs) / 2;
  const doubtMs = (answeredMs - askedMs) / 2 + 50;
  if (Math.abs(found - offsetMs) <= doubtMs) return;
  offsetMs = Math.abs(found) > doubtMs ? found : 0;
  localStorage.setItem("hub-clock-offset-ms", String(Math.round(offsetMs)));
}
