import { effect, signal } from "@preact/signals";

export const THEMES = ["auto", "dark", "light", "high-contrast"] as const;
export type ThemeChoice = (typeof THEMES)[number];

const KEY = "theme";
const stored = localStorage.getItem(KEY);

export const theme = signal<ThemeChoice>(THEMES.find((choice) => choice === stored) ?? "auto");

effect(() => {
  const root = document.documentElement;
  if (theme.value === "auto") {
    delete root.dataset["theme"];
    localStorage.removeItem(KEY);
  } else {
    root.dataset["theme"] = theme.value;
    localStorage.setItem(KEY, theme.value);
  }
  const window = getComputedStyle(root).getPropertyValue("--window").trim();
  document.querySelector('meta[name="theme-color"]')?.setAttribute("content", window);
});
