// An assessment on a walk: every answer is kept in the browser as it is given, photographs too; it is sent once, under the
// key it began with, when there is a network; nothing is lost by a reload. Without this file the form works as any other.
import { drop, get, put } from "../desk/unsent.js";

const form = document.querySelector("[data-kept]");
const place = location.pathname;
const OWN = ["csrfmiddlewaretoken"];
let sending = false;

const owner = form && { who: form.dataset.who, key: form.dataset.seal };
const kept = () => get(owner, place);
const forget = () => drop(owner, place);

function say(what) {
  const line = form.querySelector("[data-said]");
  line.hidden = false;
  line.textContent = line.dataset[what];
}

// The copy: texts and choices by name, files whole.
function copy(waiting) {
  const fields = [], files = [];
  form.querySelectorAll("[type=file]").forEach(noteTaken);
  for (const [name, value] of new FormData(form)) {
    if (OWN.includes(name)) continue;
    if (value instanceof File) { if (value.size) files.push([name, value]); } else fields.push([name, value]);
  }
  return { fields, files, waiting, title: document.querySelector("h1").textContent.trim() };
}

let saving = Promise.resolve();
function save(waiting) {
  const now = copy(waiting);
  saving = saving.catch(() => undefined).then(() => put(owner, place, now));
  return saving;
}

function fill(entry) {
  for (const [name, value] of entry.fields) {
    for (const field of form.querySelectorAll(`[name="${CSS.escape(name)}"]`)) {
      if (field.type === "radio") field.checked = field.value === value;
      else if (field.type !== "file") field.value = value;
    }
  }
  const byName = new Map();
  for (const [name, file] of entry.files) byName.set(name, [...(byName.get(name) || []), file]);
  for (const [name, files] of byName) {
    const field = form.querySelector(`[type=file][name="${CSS.escape(name)}"]`);
    if (!field) continue;
    const given = new DataTransfer();
    files.forEach((file) => given.items.add(file));
    field.files = given.files;
    noteTaken(field);
  }
}

// When each photograph was taken, as the browser knows it: "instant name", a line each.
function noteTaken(field) {
  const hidden = form.querySelector(`[name="${CSS.escape(field.name.replace(/-evidence$/, "-taken"))}"]`);
  if (hidden) hidden.value = [...field.files].map((file) => `${new Date(file.lastModified).toISOString()} ${file.name}`).join("\n");
}

async function send() {
  if (sending) return;
  sending = true;
  say("sending");
  try {
    // The page anew: its token is good even after signing in again.
    const page = await fetch(location.href, { headers: { Accept: "text/html" }, cache: "no-store" });
    if (new URL(page.url).pathname !== place) return say("signIn");
    const fresh = new DOMParser().parseFromString(await page.text(), "text/html").querySelector("[data-kept]");
    // Somebody else is logged in now: it is not theirs to send.
    if (fresh && fresh.dataset.who !== owner.who) return say("signIn");
    const token = fresh?.querySelector("[name=csrfmiddlewaretoken]");
    const data = new FormData(form);
    if (token) data.set("csrfmiddlewaretoken", token.value);
    const answer = await fetch(location.href, { method: "POST", body: data });
    if (answer.ok && answer.redirected && new URL(answer.url).pathname.startsWith("/login")) return say("signIn");
    if (answer.ok && answer.redirected) {
      await saving;
      await forget();
      location.assign(answer.url);
    } else if (answer.status === 422) {
      await showFaults(await answer.text());
    } else {
      say("refused");
    }
  } catch {
    await save(true);
    say("waiting");
  } finally {
    sending = false;
  }
}

async function showFaults(text) {
  const theirs = new DOMParser().parseFromString(text, "text/html").querySelector("[data-kept]");
  const mine = copy(false);
  form.replaceChildren(...theirs.childNodes);
  fill(mine);
  await save(false);
  say("faulty");
  (form.querySelector("#errors") || form).scrollIntoView();
  form.querySelector("#errors")?.focus();
}

async function keepPage() {
  if (!("serviceWorker" in navigator) || !("caches" in window)) return;
  await navigator.serviceWorker.register(form.dataset.worker);
  const drawn = [...document.querySelectorAll("script[src], link[rel=stylesheet], link[rel=icon]")];
  const cache = await caches.open("assessments");
  const shared = new URL("../desk/unsent.js", import.meta.url).href;
  await Promise.all([location.href, shared, ...drawn.map((one) => one.src || one.href)].map((url) => cache.add(url).catch(() => undefined)));
}

async function begin() {
  const entry = await kept();
  if (entry) {
    fill(entry);
    say("found");
  } else {
    say("keptHere");
  }
  form.addEventListener("input", () => save(false));
  form.addEventListener("change", (event) => {
    if (event.target.type === "file") noteTaken(event.target);
    save(false);
  });
  form.addEventListener("submit", (event) => {
    event.preventDefault();
    event.stopPropagation();
    save(true).then(send);
  });
  window.addEventListener("online", async () => {
    if ((await kept())?.waiting) send();
  });
  document.documentElement.dataset.ready = "1";
  keepPage().catch(() => undefined);
  if (entry?.waiting && navigator.onLine) send();
}

// A browser that keeps nothing (a private window) leaves the form as it is.
if (form && "indexedDB" in window) begin().catch(() => undefined);
