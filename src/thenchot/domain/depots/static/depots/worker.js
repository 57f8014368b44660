// Keeps the pages of assessments, and what they are drawn with, at hand for the length of a walk without a network.
const KEPT = "assessments";
const PAGE = /^\/depots\/[0-9a-f-]{36}\/assess\//;

self.addEventListener("install", () => self.skipWaiting());
self.addEventListener("activate", (event) => event.waitUntil(self.clients.claim()));

self.addEventListener("fetch", (event) => {
  const url = new URL(event.request.url);
  if (event.request.method !== "GET" || url.origin !== self.location.origin) return;
  if (PAGE.test(url.pathname) || url.pathname.startsWith("/static/")) event.respondWith(fresh(event.request));
});

// The network first, so that nobody sees an old page while there is one; what was kept when there is none.
async function fresh(request) {
  const kept = await caches.open(KEPT);
  try {
    const answer = await fetch(request);
    if (answer.ok && !answer.redirected) await kept.put(request, answer.clone());
    return answer;
  } catch (failure) {
    const answer = await kept.match(request, { ignoreVary: true });
    if (answer) return answer;
    throw failure;
  }
}
