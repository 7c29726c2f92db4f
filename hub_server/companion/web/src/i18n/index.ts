// Words on screen. A further language is a further file here with the same keys.
import english from "./en.json";

export type Key = keyof typeof english;
type Plural<K> = K extends `${infer Stem}_one` ? Stem : never;
type Values = Record<string, string | number>;

const LANGUAGES: Record<string, Partial<Record<Key, string>>> = { en: english };

const language =
  navigator.languages.map((tag) => tag.slice(0, 2)).find((tag) => tag in LANGUAGES) ?? "en";
const words = { ...english, ...LANGUAGES[language] };
const plural = new Intl.PluralRules(language);

document.documentElement.lang = language;

/** A text, with `{name}` replaced by `values.name`. */
export function t(key: Key, values: Values = {}): string {
  return filled(words[key], values);
}

/** A text that depends on a number, `values.n`. */
export function tn(stem: Plural<Key>, n: number, values: Values = {}): string {
  const key = `${stem}_${plural.select(n)}` as Key;
  return filled(words[key] ?? words[`${stem}_other` as Key], { ...values, n });
}

const filled = (text: string, values: Values): string =>
  text.replaceAll(/\{(\w+)\}/g, (whole, name: string) => String(values[name] ?? whole));

const timeOfDay = new Intl.DateTimeFormat(navigator.language, {
  hour: "2-digit",
  minute: "2-digit",
});
const weekday = new Intl.DateTimeFormat(language, { weekday: "long" });

/** The time of day on this device. */
export const timeText = (ms: number): string => timeOfDay.format(ms);
export const dayText = (ms: number): string => weekday.format(ms);

/** A number without needless decimals. */
export const numberText = (value: number): string =>
  value.toLocaleString(language, { maximumFractionDigits: 2, useGrouping: false });
