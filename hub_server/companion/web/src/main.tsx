import "../generated/tokens.css";
import "./styles/base.css";
import "./styles/controls.css";
import "./styles/door.css";
import "./styles/play.css";
import "./styles/work.css";
import "./styles/trainer.css";
import "./parts/theme";

import { render } from "preact";
import { App } from "./app";
import { recall } from "./hub/account";
import { openOutbox } from "./keep/outbox";
import { keepTime } from "./training/now";

const root = document.getElementById("app");
if (root === null) throw new Error("The page has no #app.");

keepTime();
render(<App />, root);
void recall().then(openOutbox);

// Offered by browsers only over TLS, or on the hub's own machine.
if ("serviceWorker" in navigator) void navigator.serviceWorker.register("/sw.js");
