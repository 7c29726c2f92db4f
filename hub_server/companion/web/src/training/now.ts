import { signal } from "@preact/signals";
import { hubNowS } from "../hub/time";

const TICK_MS = 250;

/** Seconds since 1970 by the hub's clock; ticks while the page is seen. */
export const now = signal(hubNowS());

export function keepTime(): void {
  const tick = (): void => {
    if (document.visibilityState === "visible") now.value = hubNowS();
  };
  setInterval(tick, TICK_MS);
  document.addEventListener("visibilitychange", tick);
}
