import type { Load } from "../hub/wire";
import { numberText, t } from "../i18n";

/** A planned load in words: "80 kg", "75 % of your best", "RPE 8". */
export const loadText = (load: Load | null): string =>
  load === null
    ? t("set.load.none")
    : t(`set.load.${load.unit}`, { value: numberText(load.value) });
