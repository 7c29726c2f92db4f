import { useEffect } from "preact/hooks";
import { account } from "./hub/account";
import { t } from "./i18n";
import { Join } from "./join/join";
import { Notice } from "./parts/notice";
import { PlayerPage } from "./play/player_page";
import { codeInLink, go, path } from "./route";
import { TrainerPage } from "./trainer/trainer_page";

export function App() {
  const who = account.value;
  if (who === undefined) return <p class="loading">{t("loading")}</p>;
  if (who === null || codeInLink() !== "") return <Join asTrainer={path.value === "/trainer"} />;
  if (who.role === "gateway") {
    return (
      <main class="door">
        <Notice tone="info" icon="hub" title={t("join.noPage")} />
      </main>
    );
  }
  return <Home to={who.role === "player" ? "/play" : "/trainer"} key={who.subject} />;
}

function Home({ to }: { to: "/play" | "/trainer" }) {
  useEffect(() => go(to), [to]);
  return to === "/play" ? <PlayerPage /> : <TrainerPage />;
}
