import { signal } from "@preact/signals";
import { account, signOut } from "../hub/account";
import { linkState } from "../hub/link";
import { t, tn } from "../i18n";
import { waiting } from "../keep/outbox";
import { isAwake } from "./awake";
import { Icon } from "./icon";
import { Sheet } from "./sheet";
import { THEMES, theme } from "./theme";

const isMenuOpen = signal(false);

/** Who this phone speaks for, and whether the hub hears it. */
export function Header(props: { name: string; badge?: number | undefined }) {
  return (
    <header class="top">
      <div class="who">
        {props.badge !== undefined && <span class="jersey">{props.badge}</span>}
        <span class="who-name">{props.name}</span>
      </div>
      <LinkPill />
      <button
        type="button"
        class="plain square"
        aria-label={t("menu.title")}
        onClick={() => {
          isMenuOpen.value = true;
        }}
      >
        <Icon name="player" />
      </button>
      {isMenuOpen.value && <Menu />}
    </header>
  );
}

function LinkPill() {
  const count = waiting.value.length;
  const state = linkState.value;
  const text =
    count > 0 ? tn(state === "here" ? "link.sending" : "link.waiting", count) : t(`link.${state}`);
  // All is well: a word would only take the name's place.
  const isQuiet = state === "here" && count === 0;
  return (
    <span class={`pill ${state}`} role="status" data-waiting={count}>
      <span class="dot" />
      <span class={isQuiet ? "unseen" : ""}>{text}</span>
    </span>
  );
}

function Menu() {
  const close = (): void => {
    isMenuOpen.value = false;
  };
  return (
    <Sheet title={t("menu.title")} onClose={close}>
      <fieldset class="choices">
        <legend>{t("menu.theme")}</legend>
        {THEMES.map((choice) => (
          <button
            type="button"
            key={choice}
            aria-pressed={theme.value === choice}
            onClick={() => {
              theme.value = choice;
            }}
          >
            {t(`menu.theme.${choice}`)}
          </button>
        ))}
      </fieldset>
      {account.value?.role === "player" && (
        <p class="hint">
          <strong>{t("menu.awake")}</strong> {t(isAwake.value ? "menu.awake.on" : "menu.awake.off")}
        </p>
      )}
      {waiting.value.length > 0 && <p class="hint">{t("menu.signOut.unsent")}</p>}
      <button
        type="button"
        class="danger-line"
        onClick={() => {
          close();
          void signOut();
        }}
      >
        {t("menu.signOut")}
      </button>
    </Sheet>
  );
}
