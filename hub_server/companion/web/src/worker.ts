// Keeps the page's own files, so that it opens without the hub. What the hub says is never kept
// here: data has its own place (keep/database.ts).
export {};

declare const KEPT_FILES: readonly string[];
declare const self: ServiceWorkerGlobalScope;

const NAME = `page ${KEPT_FILES.join(" ")}`;
const HUB_AWAY_MS = 2_500;
const SCREENS = new Set(["/", "/play", "/trainer"]);

self.addEventListener("install", (event) => {
  event.waitUntil(
    caches
      .open(NAME)
      .then((cache) => cache.addAll([...KEPT_FILES]))
      .then(() => self.skipWaiting()),
  );
});

self.addEventListener("activate", (event) => {
  event.waitUntil(
    caches
      .keys()
      .then((names) =>
        Promise.all(names.filter((name) => name !== NAME).map((name) => caches.delete(name))),
      )
      .then(() => self.clients.claim()),
  );
});

self.addEventListener("fetch", (event) => {
  const { pathname, origin } = new URL(event.request.url);
  if (event.request.method !== "GET" || origin !== self.location.origin) return;
  if (event.request.mode === "navigate" && SCREENS.has(pathname)) {
    event.respondWith(screen(event.request));
  } else if (KEPT_FILES.includes(pathname)) {
    event.respondWith(keptOr(event.request));
  }
});

/** The hub's own page if it answers soon: it may be newer. */
async function screen(request: Request): Promise<Response> {
  try {
    const fresh = await fetch(request.url, { signal: AbortSignal.timeout(HUB_AWAY_MS) });
    if (fresh.ok) return fresh;
  } catch {
    // The hub is away.
  }
  return (await caches.match("/")) ?? Response.error();
}

const keptOr = async (request: Request): Promise<Response> =>
  (await caches.match(request)) ?? fetch(request);
