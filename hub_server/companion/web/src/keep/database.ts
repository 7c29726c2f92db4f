// What this device keeps: who it is, what it could not send yet, and what it saw last.
import { type DBSchema, type IDBPDatabase, openDB } from "idb";
import type { Problem, Role, SessionState } from "../hub/wire";

export interface Account {
  role: Role;
  subject: string;
  playerId: string | null;
  refreshToken: string;
  /** Goes with this refresh token, so that a repeated request is known as such. */
  requestId: string;
}

/** Something that was entered and must reach the hub once. */
export interface Entry {
  eventId: string;
  subject: string;
  name: string;
  payload: Record<string, unknown>;
  /** 0 medical, 1 course of the session, 2 progress, 3 numbers. */
  urgency: number;
  /** How it is called on screen. */
  label: string;
  /** Why the hub did not take it. */
  refusal?: Problem;
}

/** A set or a repetition as the player entered it. */
export interface Done {
  eventId: string;
  /** Whose it is: phones are shared. */
  subject: string;
  sessionId: string;
  /** Exercise or drill. */
  itemId: string;
  number: number;
  values: Record<string, number | null>;
}

interface Schema extends DBSchema {
  account: { key: string; value: Account };
  entries: { key: string; value: Entry };
  done: { key: string; value: Done; indexes: { session: string } };
  seen: { key: string; value: SessionState };
  noted: { key: string; value: unknown };
}

let opened: Promise<IDBPDatabase<Schema>> | undefined;

export function database(): Promise<IDBPDatabase<Schema>> {
  opened ??= openDB<Schema>("hockeyhub", 1, {
    upgrade(db) {
      db.createObjectStore("account");
      db.createObjectStore("entries", { keyPath: "eventId" });
      db.createObjectStore("done", { keyPath: "eventId" }).createIndex("session", "sessionId");
      db.createObjectStore("seen");
      db.createObjectStore("noted");
    },
  });
  return opened;
}

/** A small fact that outlives a reload, such as "this session was rated". */
export const note = async (key: string, value: unknown): Promise<void> => {
  await (await database()).put("noted", value, key);
};

export const noted = async (key: string): Promise<unknown> => (await database()).get("noted", key);
