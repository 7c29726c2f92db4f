import { signal } from "@preact/signals";

/** Whether the screen is kept on now. */
export const isAwake = signal(false);

let isWanted = false;
let held: WakeLockSentinel | undefined;

/** Keep the screen on while the page is seen. Browsers offer that over TLS only. */
export function keepAwake(wanted: boolean): void {
  if (isWanted === wanted) return;
  isWanted = wanted;
  if (wanted) void hold();
  else void held?.release();
}

document.addEventListener("visibilitychange", () => {
  if (isWanted) void hold();
});

async function hold(): Promise<void> {
  const lock = (navigator as { wakeLock?: WakeLock }).wakeLock;
  if (lock === undefined || document.visibilityState !== "visible" || held !== undefined) return;
  try {
    held = await lock.request("screen");
    isAwake.value = true;
    held.addEventListener("release", () => {
      held = undefined;
      isAwake.value = false;
    });
  } catch {
    // Battery saver, for instance; the menu says that the screen may go dark.
  }
}
