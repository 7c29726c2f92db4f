// The extended events with the seed documents' payloads, from Node's own socket.io-client.
// Prints what its trainer and its player see as one JSON object.
import { createRequire } from "node:module";

const { modules, url, trainerToken, playerToken, sessionId, playerId } = JSON.parse(
  process.argv[2],
);
const { io } = createRequire(`${modules}/package.json`)("socket.io-client");

const connect = (token) =>
  new Promise((resolve, reject) => {
    const socket = io(`${url}/training`, { auth: { token }, reconnection: false });
    socket.once("connect", () => resolve(socket));
    socket.once("connect_error", reject);
  });
const seen = { acks: [], heard: [] };
const trainer = await connect(trainerToken);
const player = await connect(playerToken);
trainer.onAny((_name, payload) => payload.kind && seen.heard.push(payload));

await trainer.emitWithAck("training:session:join", { sessionId, role: "trainer" });
await player.emitWithAck("training:session:join", { sessionId, role: "player", playerId });
await trainer.emitWithAck("training:session:start", { sessionId });

const setData = { setNumber: 1, reps: 5, weight: 100, rpe: 8, formRating: 4 };
const say = async (name, payload) =>
  seen.acks.push(await player.emitWithAck(name, { sessionId, playerId, ...payload }));
await say("training:strength:set_completion", { exerciseId: "back-squat", setData });
await say("CONDITIONING_HEART_RATE_UPDATE", { heartRate: 151, timestamp: new Date() });
await say("training:hybrid:block_transition", { toBlock: 1 });
await say("training:hybrid:mode_switch", { mode: "exercise" });
const run = { drillId: "5-10-5", repetition: 1, timeS: 4.9 };
await say("AGILITY_DRILL_COMPLETION", run);
await say("training:player:exercise:progress", {
  exerciseId: "back-squat",
  exerciseName: "Back squat",
  setNumber: 2,
  totalSets: 4,
  reps: 5,
  weight: 102.5,
  completed: true,
  timestamp: new Date(),
});

const typeError = new Promise((resolve) =>
  trainer.once("training:type:specific_error", resolve),
);
const tooHard = await player.emitWithAck("training:strength:set_completion", {
  sessionId,
  playerId,
  exerciseId: "back-squat",
  setData: { ...setData, rpe: 12 },
});
seen.tooHard = tooHard.error;
seen.typeError = await typeError;
player.disconnect();
trainer.disconnect();
console.log(JSON.stringify(seen));
