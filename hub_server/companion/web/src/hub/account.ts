// Who this device is: a refresh token that is kept, and an access token that is not.
import { signal } from "@preact/signals";
import { type Account, database } from "../keep/database";
import { freshId } from "./ids";
import { Refusal } from "./refusal";
import { call } from "./rest";
import { learnHubTime } from "./time";
import type { AccessToken } from "./wire";

const KEY = "me";
const SPARE_MS = 60_000;

/** Undefined until the database was read; null when nobody is signed in. */
export const account = signal<Account | null | undefined>(undefined);

/** Why the hub sent this device away, one sentence for the next screen. */
export const farewell = signal("");

let access: { token: string; endsMs: number } | undefined;
let renewing: Promise<string> | undefined;

export async function recall(): Promise<void> {
  account.value = (await (await database()).get("account", KEY)) ?? null;
}

export const join = (code: string, deviceName: string): Promise<void> =>
  enter("/api/v1/devices/join", { code, deviceName });

export const signIn = (login: string, password: string): Promise<void> =>
  enter("/api/v1/auth/token", { login, password });

async function enter(path: string, body: unknown): Promise<void> {
  const asked = Date.now();
  const answer = await call<AccessToken>("POST", path, { body });
  await take(answer, asked, {
    role: answer.role,
    subject: answer.subject,
    playerId: answer.playerId ?? null,
  });
  farewell.value = "";
}

/** A token that is good for another minute at least. */
export async function token(): Promise<string> {
  if (access !== undefined && performance.now() < access.endsMs - SPARE_MS) return access.token;
  renewing ??= alone(renew).finally(() => {
    renewing = undefined;
  });
  return renewing;
}

export const forgetToken = (): void => {
  access = undefined;
};

async function renew(): Promise<string> {
  // Another tab may have renewed meanwhile, so the stored token counts.
  const kept = await (await database()).get("account", KEY);
  if (kept === undefined) {
    account.value = null;
    throw new Refusal({ code: "NOT_SIGNED_IN", message: "" });
  }
  const asked = Date.now();
  try {
    const answer = await call<AccessToken>("POST", "/api/v1/auth/refresh", {
      body: { refreshToken: kept.refreshToken, requestId: kept.requestId },
    });
    await take(answer, asked, kept);
    return answer.accessToken;
  } catch (error) {
    if (error instanceof Refusal && error.code === "NOT_SIGNED_IN") {
      await leave(`${error.message} ${error.nextStep}`);
    }
    throw error;
  }
}

async function take(
  answer: AccessToken,
  asked: number,
  who: Pick<Account, "role" | "subject" | "playerId">,
): Promise<void> {
  const answered = Date.now();
  learnHubTime(Date.parse(answer.issuedAt), asked, answered);
  access = {
    token: answer.accessToken,
    endsMs: performance.now() + answer.expiresInS * 1000,
  };
  const kept: Account = {
    role: who.role,
    subject: who.subject,
    playerId: who.playerId,
    refreshToken: answer.refreshToken ?? "",
    requestId: freshId(),
  };
  await (await database()).put("account", kept, KEY);
  account.value = kept;
}

/** Forget who this device is; what waits to be sent stays for the same person. */
export async function leave(why = ""): Promise<void> {
  access = undefined;
  const db = await database();
  await Promise.all([db.delete("account", KEY), db.clear("seen")]);
  farewell.value = why.trim();
  account.value = null;
}

/** Sign out at the hub, too, if it can be reached. */
export async function signOut(): Promise<void> {
  try {
    await call("POST", "/api/v1/auth/sign-out", { token: await token() });
  } catch {
    // Then it ends here only, and at the hub when its time is over.
  }
  await leave();
}

/** One tab at a time: a refresh token is good once. */
function alone<T>(work: () => Promise<T>): Promise<T> {
  // Absent on pages that came without TLS.
  const locks = (navigator as { locks?: LockManager }).locks;
  return locks === undefined ? work() : (locks.request("hockeyhub-renew", work) as Promise<T>);
}
