// Logging out names what was entered here and not sent yet, and never loses it unasked. Pages kept for reading are always put away.
import { all, canSeal, dropMine, mine } from "./unsent.js";

const box = document.getElementById("leaving");
const forms = [...document.querySelectorAll("form[data-log-out]")];
const WHO = "who";

async function putAwayPages() {
  if ("caches" in window) for (const name of await caches.keys()) await caches.delete(name);
}

async function leave(form) {
  await putAwayPages().catch(() => undefined);
  sessionStorage.clear();
  localStorage.clear();
  const left = await all().catch(() => []);
  form.elements.clear.value = left.length ? "" : "all";
  form.submit();
}

function ask(form, owner, found) {
  const list = box.querySelector("ul");
  list.replaceChildren(...found.map((entry) => {
    const line = document.createElement("li"), link = document.createElement("a");
    link.href = entry.place;
    link.textContent = entry.title || entry.place;
    line.append(link);
    return line;
  }));
  box.querySelector("[data-keep]").hidden = !canSeal;
  box.querySelector("[data-sealed]").hidden = !canSeal;
  box.querySelector("[data-open]").hidden = canSeal;
  box.querySelector("[data-keep]").onclick = () => leave(form);
  box.querySelector("[data-drop]").onclick = async () => { await dropMine(owner); await leave(form); };
  box.showModal();
}

for (const form of forms) {
  form.addEventListener("submit", async (event) => {
    event.preventDefault();
    try {
      const owner = await (await fetch(box.dataset.seal, { cache: "no-store" })).json();
      const found = await mine(owner);
      if (found.length) return ask(form, owner, found);
    } catch {
      // The server takes a log-out without this script, too, and then clears no unsent work.
      return form.submit();
    }
    return leave(form);
  });
}
document.documentElement.dataset.leaving = "1";

// Somebody else is logged in now, whose predecessor's session only ran out: their pages are put away first.
try {
  const who = document.body.dataset.who;
  if (localStorage.getItem(WHO) && localStorage.getItem(WHO) !== who) putAwayPages().catch(() => undefined);
  localStorage.setItem(WHO, who);
} catch {
  // A browser that keeps nothing has nothing to put away.
}
