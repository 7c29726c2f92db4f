// Relays each metrics update to everybody in its session's room and acknowledges it: no sign-in,
// no validation, no state, no storage. Prints its port when it listens.
import { Server } from "socket.io";

const io = new Server({ transports: ["websocket"], serveClient: false });
const training = io.of("/training");

training.on("connection", (socket) => {
  socket.on("training:session:join", (request, acknowledge) => {
    if (!socket.handshake.auth.player) socket.join(request.sessionId);
    acknowledge({ ok: true });
  });
  socket.on("training:session:start", (_request, acknowledge) => acknowledge({ ok: true }));
  socket.on("training:player:metrics", (update, acknowledge) => {
    training.to(update.sessionId).emit("training:player:metrics", update);
    acknowledge({ ok: true });
  });
});

io.listen(0);
io.httpServer.once("listening", () => console.log(io.httpServer.address().port));
