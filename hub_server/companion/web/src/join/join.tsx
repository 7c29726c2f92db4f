import { useSignal } from "@preact/signals";
import { useEffect } from "preact/hooks";
import { account, farewell, join, signIn } from "../hub/account";
import { Away, Refusal } from "../hub/refusal";
import { t } from "../i18n";
import { Icon } from "../parts/icon";
import { Notice } from "../parts/notice";
import { codeInLink, dropCode, go } from "../route";
import { deviceName } from "./device";

/** The door: a code, from the QR link or typed, or a trainer's login. */
export function Join(props: { asTrainer: boolean }) {
  const asTrainer = useSignal(props.asTrainer);
  return (
    <main class="door">
      <div class="brand">
        <img src="/icon.svg" alt="" width="64" height="64" />
        <h1>{asTrainer.value ? t("signIn.title") : t("join.title")}</h1>
        <p>{asTrainer.value ? t("signIn.lead") : t("join.lead")}</p>
      </div>
      {farewell.value && <Notice tone="warning" icon="warning" title={farewell.value} />}
      {asTrainer.value ? <LoginForm /> : <CodeForm />}
      <button
        type="button"
        class="plain"
        onClick={() => {
          asTrainer.value = !asTrainer.value;
        }}
      >
        {asTrainer.value ? t("signIn.code") : t("join.trainer")}
      </button>
    </main>
  );
}

function CodeForm() {
  const code = useSignal(codeInLink());
  const attempt = useAttempt();
  const enter = (): Promise<void> =>
    attempt.run(async () => {
      await join(code.value, deviceName(navigator.userAgent));
      dropCode();
      go("/play");
    });
  useEffect(() => {
    // Whoever scanned the code wants to join with it, unless this phone already belongs to someone.
    if (code.value.length === 6 && !account.value) void enter();
  }, []);
  return (
    <form
      class="form"
      onSubmit={(event) => {
        event.preventDefault();
        void enter();
      }}
    >
      {account.value && <p class="hint">{t("join.again")}</p>}
      <label for="code">{t("join.code")}</label>
      <input
        id="code"
        class="code"
        inputMode="numeric"
        autocomplete="one-time-code"
        maxLength={7}
        required
        value={code.value}
        onInput={(event) => {
          code.value = event.currentTarget.value.replaceAll(/\D/g, "").slice(0, 6);
          if (event.currentTarget.value !== code.value) event.currentTarget.value = code.value;
        }}
      />
      <attempt.Said />
      <button
        type="submit"
        class="primary big"
        disabled={attempt.isBusy.value || code.value.length !== 6}
      >
        {attempt.isBusy.value ? t("join.going") : t("join.go")}
      </button>
      {account.value && (
        <button
          type="button"
          onClick={() => {
            dropCode();
            go("/play");
          }}
        >
          {t("join.stay")}
        </button>
      )}
    </form>
  );
}

function LoginForm() {
  const login = useSignal("");
  const password = useSignal("");
  const attempt = useAttempt();
  return (
    <form
      class="form"
      onSubmit={(event) => {
        event.preventDefault();
        void attempt.run(async () => {
          await signIn(login.value, password.value);
          go("/trainer");
        });
      }}
    >
      <label for="login">{t("signIn.login")}</label>
      <input
        id="login"
        autocomplete="username"
        autocapitalize="none"
        required
        value={login.value}
        onInput={(event) => {
          login.value = event.currentTarget.value;
        }}
      />
      <label for="password">{t("signIn.password")}</label>
      <input
        id="password"
        type="password"
        autocomplete="current-password"
        required
        value={password.value}
        onInput={(event) => {
          password.value = event.currentTarget.value;
        }}
      />
      <attempt.Said />
      <button type="submit" class="primary big" disabled={attempt.isBusy.value}>
        {attempt.isBusy.value ? t("loading") : t("signIn.go")}
      </button>
    </form>
  );
}

/** Something that may be refused, with the sentence to show then. */
function useAttempt() {
  const isBusy = useSignal(false);
  const said = useSignal<{ title: string; text: string } | null>(null);
  const run = async (work: () => Promise<void>): Promise<void> => {
    if (isBusy.value) return;
    isBusy.value = true;
    said.value = null;
    try {
      await work();
    } catch (error) {
      if (error instanceof Refusal) said.value = { title: error.message, text: error.nextStep };
      else if (error instanceof Away) said.value = { title: t("link.away"), text: t("retry") };
      else throw error;
    } finally {
      isBusy.value = false;
    }
  };
  const Said = () =>
    said.value && (
      <p class="said" role="alert">
        <Icon name="warning" />
        <span>
          <strong>{said.value.title}</strong> {said.value.text}
        </span>
      </p>
    );
  return { isBusy, run, Said };
}
