// A day of four kinds of training as [S2] tells it, on Node's own socket.io-client: what is sent
// bears [S2]'s constants and payloads; what the apps hear is printed as JSON.
import { finish, given, opened, rest, secondLater } from "./app.mjs";

const { trainerToken, otherTrainerToken, playerTokens, playerIds, draft } = given;
const seen = { acks: {}, refused: {} };
const [trainer, otherTrainer] = await opened(trainerToken, otherTrainerToken);
const phones = await opened(...playerTokens);
const [lifter, rower, mixer, runner] = phones;

// 1. and 2.: the bundle is created and changed, and told.
const [created, answer] = await rest(trainerToken, "POST", "session-bundles", JSON.parse(draft));
const { bundleId } = answer;
const sessionIds = answer.sessions.map((session) => session.id);
const [strength, conditioning, hybrid, agility] = sessionIds;
seen.created = [created, bundleId, sessionIds];
seen.bundleCreated = await otherTrainer.hears("bundle:created");
seen.bulkCreated = await otherTrainer.hears("training:bulk:session_created");
const updates = { common: { name: "Four kinds" }, individual: { [hybrid]: { name: "Mix" } } };
await rest(trainerToken, "PATCH", `session-bundles/${bundleId}`, { updates });
seen.bulkUpdate = await otherTrainer.hears("training:bulk:session_update");
seen.bundleUpdate = await otherTrainer.hears("bundle:bulk_update");

const operate = (operation, affectedSessions) =>
  trainer.emit("training:bulk:operation", {
    bundleId,
    operation,
    affectedSessions,
    progress: { completed: 0, total: affectedSessions.length },
    operationStatus: "initiated",
  });

// 3. Players join, and all begin.
for (const sessionId of sessionIds) {
  await trainer.emit("training:session:join", { sessionId, role: "trainer" });
}
seen.joins = [];
for (const [index, phone] of phones.entries()) {
  const who = { sessionId: sessionIds[index], playerId: playerIds[index] };
  seen.joins.push(await phone.emit("PLAYER_JOIN", who));
  await phone.emit("training:session:join", { ...who, role: "player" });
}
seen.acks.startAll = await operate("start_all", sessionIds);
seen.bundleStarted = await otherTrainer.hears("bundle:started");
await Promise.all(phones.map((phone) => phone.hears("training:session:start")));

// 4. What every kind of training tells.
const say = async (app, index, name, payload) => {
  const who = { sessionId: sessionIds[index], playerId: playerIds[index] };
  seen.acks[name] = await app.emit(name, { ...who, ...payload });
};
const exerciseId = "back-squat";
await say(lifter, 0, "STRENGTH_SET_COMPLETION", {
  exerciseId,
  setData: { setNumber: 1, reps: 5, weight: 100, rpe: 8, formRating: 4 },
});
await say(lifter, 0, "STRENGTH_WEIGHT_UPDATE", { exerciseId, weight: 102.5 });
await say(lifter, 0, "STRENGTH_REST_TIMER", { exerciseId, action: "started", restS: 150 });
const form = { exerciseId, formRating: 3, issues: ["knees"], suggestion: "Knees out." };
await say(lifter, 0, "STRENGTH_FORM_FEEDBACK", form);
await say(rower, 1, "CONDITIONING_POWER_UPDATE", { power: 210, cadence: 26 });
await say(mixer, 2, "HYBRID_BLOCK_TRANSITION", { toBlock: 1 });
await say(mixer, 2, "HYBRID_MODE_SWITCH", { mode: "rest" });
await say(mixer, 2, "HYBRID_MIXED_METRICS", { heartRate: 131, power: 160, setsDone: 1 });
const drill = { drillId: "pro-agility", repetition: 1 };
await say(runner, 3, "AGILITY_PATTERN_PROGRESS", { ...drill, step: 1, totalSteps: 4 });
await say(runner, 3, "AGILITY_ERROR_TRACKING", { ...drill, error: "missed_line", step: 2 });
await say(runner, 3, "AGILITY_TIMING_UPDATE", { ...drill, timeS: 2.4, split: 1 });
await say(runner, 3, "AGILITY_DRILL_COMPLETION", { ...drill, timeS: 4.71, errors: 1 });

// A sender's own preview of the next set stays as it is; what is impossible is told to trainers.
const preview = { weight: 105, targetReps: 4, estimatedRest: 200 };
seen.acks.preview = await lifter.emit("STRENGTH_SET_COMPLETION", {
  sessionId: strength,
  playerId: playerIds[0],
  exerciseId,
  setData: { setNumber: 2, reps: 5, weight: 102.5 },
  nextSetPreview: preview,
});
seen.refused.rpe = await lifter.emit("STRENGTH_SET_COMPLETION", {
  sessionId: strength,
  playerId: playerIds[0],
  exerciseId,
  setData: { setNumber: 3, reps: 5, weight: 100, rpe: 12 },
});
seen.typeError = await trainer.hears("training:type:specific_error");
seen.refused.bulk = await lifter.emit("training:bulk:operation", {
  bundleId,
  operation: "pause_all",
  affectedSessions: sessionIds,
});

// 5. Above the zone: compliance, and aggregates every 30 seconds.
const aggregates = () => trainer.heard("training:aggregate:metrics_broadcast");
for (let second = 0; aggregates().length < 2; second += 1) {
  if (second > 75) throw new Error("no two aggregates in more than a minute");
  await secondLater();
  if (second % 2 === 0) {
    await say(rower, 1, "CONDITIONING_HEART_RATE_UPDATE", { heartRate: 188 });
  }
}
seen.aggregates = aggregates();
seen.compliance = await rower.hears("training:conditioning:zone_compliance");
const name = "CONDITIONING_INTERVAL_TRANSITION";
seen.acks[name] = await trainer.emit(name, { sessionId: conditioning, toInterval: 1 });
seen.transition = await rower.hears("training:conditioning:interval_transition");

// 6. On his figures the mixer goes to the rowers.
seen.acks.CROSS_SESSION_PARTICIPANT_MOVE = await trainer.emit("CROSS_SESSION_PARTICIPANT_MOVE", {
  playerId: playerIds[2],
  fromSessionId: hybrid,
  toSessionId: conditioning,
  reason: "falls off",
});
seen.moved = await mixer.hears("training:cross:session_participant_move");
seen.bundleMoved = await otherTrainer.hears("bundle:participant_moved");

// An injury in the strength session: told, moved, rewritten, marked.
seen.acks.MEDICAL_STATUS_CHANGED = await trainer.emit("MEDICAL_STATUS_CHANGED", {
  sessionId: strength,
  playerId: playerIds[0],
  status: "injured",
  bodyPart: "left knee",
  note: "gave way in the squat",
});
seen.alarm = await otherTrainer.hears("training:medical:status_changed");
seen.hint = await lifter.hears("training:medical:status_changed");
const hurt = { sessionId: conditioning, playerId: playerIds[0] };
seen.sentTo = await lifter.hears(
  "training:cross:session_participant_move",
  (load) => load.toSessionId === conditioning,
);
seen.rewritten = await lifter.emit("training:session:join", { ...hurt, role: "player" });
seen.acks.after = await lifter.emit("training:player:status", { ...hurt, status: "active" });
seen.marked = await trainer.hears(
  "training:player:status",
  (load) => load.seq === seen.acks.after.seq && load.sessionId === conditioning,
);

// 7. Pause, go on, stop one at once, and end with what everybody did.
seen.acks.pauseAll = await operate("pause_all", sessionIds);
seen.acks.resumeAll = await operate("resume_all", sessionIds);
seen.acks.stop = await operate("emergency_stop_all", [agility]);
seen.stopped = await runner.hears("training:session:force:end");
seen.acks.endAll = await operate("end_all", [strength, conditioning, hybrid]);
await otherTrainer.hears(
  "training:bulk:operation_status",
  (load) => load.operation === "end_all" && load.operationStatus === "completed",
);
seen.standings = otherTrainer
  .heard("training:bulk:session_update")
  .map((load) => Object.entries(load.updates.individual))
  .flatMap((changes) => changes.map(([sessionId, change]) => [sessionId, change.status]))
  .filter(([, status]) => status);
seen.operations = otherTrainer
  .heard("training:bulk:operation_status")
  .map((load) => [load.operation, load.operationStatus, load.progress.completed]);
seen.heard = Object.fromEntries(
  trainer.events.filter(([, load]) => load.seq).map(([heard, load]) => [heard, load]),
);

finish(seen, trainer, otherTrainer, ...phones);
