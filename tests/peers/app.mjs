// What the foreign apps share: Node's own socket.io-client, keeping all that it hears.
import { createRequire } from "node:module";
import { createInterface } from "node:readline";

export const given = JSON.parse(process.argv[2]);
const { io } = createRequire(`${given.modules}/package.json`)("socket.io-client");

export class App {
  constructor(token) {
    this.events = [];
    this.waiting = [];
    this.socket = io(`${given.url}/training`, { auth: { token }, reconnectionDelay: 50 });
    this.socket.onAny((name, payload) => {
      this.events.push([name, payload]);
      this.waiting = this.waiting.filter((look) => !look());
    });
    this.connected = new Promise((resolve, reject) => {
      this.socket.once("connect", resolve);
      this.socket.once("connect_error", reject);
    });
  }

  emit(name, payload) {
    return this.socket.timeout(10_000).emitWithAck(name, payload);
  }

  hears(name, matches = () => true) {
    return new Promise((resolve, reject) => {
      const late = setTimeout(() => reject(new Error(`never heard ${name}`)), 15_000);
      const look = () => {
        const found = this.events.find(([heard, load]) => heard === name && matches(load));
        if (found) {
          clearTimeout(late);
          resolve(found[1]);
        }
        return found !== undefined;
      };
      if (!look()) this.waiting.push(look);
    });
  }

  heard(name) {
    return this.events.filter(([heard]) => heard === name).map(([, payload]) => payload);
  }
}

export const opened = async (...tokens) => {
  const apps = tokens.map((token) => new App(token));
  await Promise.all(apps.map((app) => app.connected));
  return apps;
};

export const rest = async (token, method, path, body) => {
  const answer = await fetch(`${given.url}/api/v1/training/${path}`, {
    method,
    headers: { authorization: `Bearer ${token}`, "content-type": "application/json" },
    body: body && JSON.stringify(body),
  });
  return [answer.status, await answer.json()];
};

// One second by the hub's clock, where the one who started this script moves it.
const lines = createInterface({ input: process.stdin })[Symbol.asyncIterator]();
export const secondLater = async () => {
  process.stdout.write("tick\n");
  await lines.next();
};

export const finish = (seen, ...apps) => {
  for (const app of apps) app.socket.disconnect();
  process.stdout.write(`${JSON.stringify(seen)}\n`);
  process.stdin.destroy();
};
