// Three addresses, one page: `/` to come in, `/play` for players, `/trainer` for trainers.
import { signal } from "@preact/signals";

export const path = signal(location.pathname);

window.addEventListener("popstate", () => {
  path.value = location.pathname;
});

export function go(to: "/" | "/play" | "/trainer"): void {
  if (location.pathname !== to || location.hash !== "") history.replaceState(null, "", to);
  path.value = to;
}

/** The digits behind `#join=`; browsers never send that part of an address anywhere. */
export const codeInLink = (): string => /^#join=(\d{6})$/.exec(location.hash)?.[1] ?? "";

/** Take the code out of the address bar and the history. */
export const dropCode = (): void => history.replaceState(null, "", location.pathname);
