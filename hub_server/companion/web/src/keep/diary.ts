// Sets and runs as they were entered here, so that a reload or a dead spot loses none.
import { computed, signal } from "@preact/signals";
import { account } from "../hub/account";
import { room } from "../training/room";
import { type Done, database } from "./database";

const all = signal<readonly Done[]>([]);

const mine = computed(() => all.value.filter((done) => done.subject === account.value?.subject));

/** Of the followed session, in the order they were entered. */
export const diary = computed(() =>
  mine.value.filter((done) => done.sessionId === room.value?.session.id),
);

export async function openDiary(): Promise<void> {
  all.value = await (await database()).getAll("done");
}

export async function write(entered: Omit<Done, "subject">): Promise<void> {
  const done = { ...entered, subject: account.value?.subject ?? "" };
  await (await database()).put("done", done);
  all.value = [...all.value, done];
}

/** The weight of the last set of an exercise that was entered here, in whatever session. */
export const lastWeight = (exerciseId: string): number | undefined =>
  mine.value.findLast((done) => done.itemId === exerciseId)?.values["weight"] ?? undefined;
