// The one Socket.IO connection of this page.
import { signal } from "@preact/signals";
import { io, type Socket } from "socket.io-client";
import { account, forgetToken, leave, token } from "./account";
import { Away, Refusal } from "./refusal";
import type { Ack, Problem, SessionEvent, SignedOut } from "./wire";

export type LinkState = "connecting" | "here" | "away";

export const linkState = signal<LinkState>("connecting");
/** Why the hub does not let this device in, if it said so. */
export const linkProblem = signal<Problem | null>(null);

const ANSWER_MS = 8_000;
const RENEW_EVERY_MS = 20_000;
const TRY_AGAIN_MS = 4_000;

type Listener = (name: string, payload: SessionEvent) => void;

let socket: Socket | undefined;
let shown = "";
let again: ReturnType<typeof setTimeout> | undefined;
let renewal: ReturnType<typeof setInterval> | undefined;
const listeners = new Set<Listener>();
const arrivals = new Set<() => void>();

/** Called with everything the hub sends; returns how to stop. */
export function onNews(listener: Listener): () => void {
  listeners.add(listener);
  return () => listeners.delete(listener);
}

/** Called at each connection; returns how to stop. */
export function onArrival(arrived: () => void): () => void {
  arrivals.add(arrived);
  return () => arrivals.delete(arrived);
}

export function open(): void {
  if (socket !== undefined) return;
  linkState.value = "connecting";
  socket = io("/training", {
    transports: ["websocket"],
    reconnectionDelay: 500,
    reconnectionDelayMax: 4_000,
    timeout: 6_000,
    auth: (give) => {
      token().then(
        (fresh) => {
          shown = fresh;
          give({ token: fresh, protocolVersion: 1 });
        },
        (error: unknown) => {
          // No token: the hub says why, or it is away and the next attempt asks again.
          linkProblem.value = error instanceof Refusal ? error.problem : null;
          socket?.disconnect();
          comeBackLater();
        },
      );
    },
  });
  socket.on("connect", onConnect);
  socket.on("disconnect", onDisconnect);
  socket.on("connect_error", (error) => void onRefused(error));
  socket.on("training:device:signed_out", (news: SignedOut) => void leave(news.message));
  socket.onAny((name: string, payload: SessionEvent) => {
    for (const listener of listeners) listener(name, payload);
  });
  window.addEventListener("online", hurry);
  window.addEventListener("offline", onOffline);
  document.addEventListener("visibilitychange", hurry);
}

export function close(): void {
  clearTimeout(again);
  clearInterval(renewal);
  window.removeEventListener("online", hurry);
  window.removeEventListener("offline", onOffline);
  document.removeEventListener("visibilitychange", hurry);
  socket?.disconnect();
  socket = undefined;
}

/** Emit and wait for the acknowledgement. Throws `Refusal` or `Away`. */
export async function ask(name: string, payload: unknown): Promise<Ack> {
  if (socket === undefined || !socket.connected) throw new Away("not connected");
  let ack: Ack;
  try {
    ack = (await socket.timeout(ANSWER_MS).emitWithAck(name, payload)) as Ack;
  } catch (error) {
    throw new Away(String(error));
  }
  if (ack.ok) return ack;
  const problem = ack.error ?? { code: "UNKNOWN", message: "The hub refused." };
  if (problem.code === "NOT_SIGNED_IN") {
    // The token ended while nobody looked: come in again with a fresh one.
    forgetToken();
    socket.disconnect().connect();
    throw new Away(problem.message);
  }
  throw new Refusal(problem);
}

function onConnect(): void {
  linkState.value = "here";
  linkProblem.value = null;
  clearInterval(renewal);
  renewal = setInterval(() => void showFreshToken(), RENEW_EVERY_MS);
  for (const arrived of arrivals) arrived();
}

function onDisconnect(reason: string): void {
  clearInterval(renewal);
  linkState.value = "away";
  // The library does not come back by itself when the hub closed the connection.
  if (reason === "io server disconnect") comeBackLater();
}

async function onRefused(error: Error): Promise<void> {
  linkState.value = "away";
  const problem = (error as { data?: Problem }).data;
  if (problem === undefined) return;
  linkProblem.value = problem;
  if (problem.code === "NOT_SIGNED_IN") forgetToken();
  comeBackLater();
}

function comeBackLater(): void {
  clearTimeout(again);
  linkState.value = "away";
  again = setTimeout(() => {
    if (account.value) socket?.connect();
  }, TRY_AGAIN_MS);
}

function hurry(): void {
  if (socket !== undefined && !socket.connected && document.visibilityState === "visible") {
    socket.connect();
  }
}

/** A connection over a network that is gone would be noticed only after the next ping. */
function onOffline(): void {
  linkState.value = "away";
  socket?.disconnect();
}

async function showFreshToken(): Promise<void> {
  try {
    const fresh = await token();
    if (fresh === shown) return;
    await ask("training:device:renew", { token: fresh });
    shown = fresh;
  } catch {
    // The hub ends the connection in time, and it comes back with a new token.
  }
}
