"use strict";
/* Comfort only: every page works without this file. */

// A form goes out once, whatever the number of clicks.
document.addEventListener("submit", (event) => {
  const form = event.target;
  if (!(form instanceof HTMLFormElement)) return;
  if (form.matches("[data-once]")) {
    if (form.dataset.sent) return event.preventDefault();
    form.dataset.sent = "1";
  }
  if (form.matches("[data-query]")) form.elements.query.value = location.search.slice(1);
  // Empty answers stay out of the address.
  if (form.matches("[data-tidy]")) {
    const own = ownColumns(form);
    for (const field of form.elements) {
      if (field.name && !field.disabled && (field.value === "" || (own && field.name === "columns"))) {
        field.disabled = true;
        setTimeout(() => { field.disabled = false; });
      }
    }
  }
});
window.addEventListener("pageshow", () => document.querySelectorAll("[data-sent]").forEach((form) => delete form.dataset.sent));

document.addEventListener("htmx:configRequest", (event) => {
  const given = event.detail.parameters;
  for (const name of Object.keys(given)) if (given[name] === "") delete given[name];
  const form = event.detail.elt.closest("form");
  if (form && ownColumns(form)) delete given.columns;
});

// The columns the list shows by itself need not be named in its address.
function ownColumns(form) {
  return [...form.querySelectorAll("[name=columns]")].every((box) => box.checked === box.hasAttribute("data-own"));
}

// Links that follow the list as it is shown now.
document.addEventListener("click", (event) => {
  const link = event.target.closest?.("[data-query-link]");
  if (!link) return;
  const here = new URLSearchParams(location.search), there = new URL(link.href);
  for (const name of ["after", "before", "last", "view", "filters"]) here.delete(name);
  if (there.searchParams.has("print")) here.set("print", "1");
  there.search = here.toString();
  link.href = there.href;
});

// A click with Shift sorts by one more column.
document.addEventListener("click", (event) => {
  const heading = event.shiftKey && event.target.closest?.("a[data-also]");
  if (!heading) return;
  event.preventDefault();
  event.stopPropagation();
  location.assign(heading.dataset.also);
}, true);

// Chosen rows stay chosen from page to page of the same list.
const chosen = new Set();
function showChosen() {
  const form = document.getElementById("bulk");
  if (!form) return;
  const boxes = [...document.querySelectorAll("[name=ids][form=bulk]")];
  for (const box of boxes) box.checked = chosen.has(box.value);
  form.querySelectorAll("[data-elsewhere]").forEach((one) => one.remove());
  const here = new Set(boxes.map((box) => box.value));
  for (const key of chosen) if (!here.has(key)) form.append(Object.assign(document.createElement("input"), { type: "hidden", name: "ids", value: key }));
  form.querySelectorAll("input[type=hidden][name=ids]").forEach((one) => one.setAttribute("data-elsewhere", ""));
  const all = document.querySelector("[data-choose-all]");
  if (all) { all.hidden = false; all.checked = boxes.length > 0 && boxes.every((box) => box.checked); }
  form.querySelector("[data-chosen]").textContent = chosen.size ? `(${chosen.size})` : "";
}
document.addEventListener("change", (event) => {
  const box = event.target;
  if (box.matches("[name=ids][form=bulk]")) chosen[box.checked ? "add" : "delete"](box.value);
  else if (box.matches("[data-choose-all]")) document.querySelectorAll("[name=ids][form=bulk]").forEach((one) => chosen[box.checked ? "add" : "delete"](one.value));
  else return;
  showChosen();
});

// The search over everything: arrows walk through what it found, Escape and leaving it put it away.
document.addEventListener("keydown", (event) => {
  const find = document.getElementById("find"), palette = document.getElementById("palette");
  if (!find) return;
  if ((event.ctrlKey || event.metaKey) && event.key.toLowerCase() === "k") { event.preventDefault(); find.focus(); find.select(); return; }
  if (event.target !== find && !palette.contains(event.target)) return;
  if (event.key === "Escape") { palette.replaceChildren(); find.focus(); return; }
  if (event.key !== "ArrowDown" && event.key !== "ArrowUp") return;
  const stops = [find, ...palette.querySelectorAll("a")];
  const at = stops.indexOf(document.activeElement) + (event.key === "ArrowDown" ? 1 : -1);
  if (stops.length > 1) { event.preventDefault(); stops[(at + stops.length) % stops.length].focus(); }
});
document.addEventListener("focusin", (event) => { if (!event.target.closest(".top__search")) document.getElementById("palette")?.replaceChildren(); });

// Keys: each [data-key] is reached by its key while no field has the focus; Escape closes what is open.
document.addEventListener("keydown", (event) => {
  if (event.key === "Escape") document.querySelectorAll("details.drop[open]").forEach((one) => one.removeAttribute("open"));
  if (event.ctrlKey || event.metaKey || event.altKey || event.target.closest("input, textarea, select")) return;
  const target = document.querySelector(`[data-key="${CSS.escape(event.key)}"]`);
  if (target) { event.preventDefault(); target.focus(); target.select?.(); }
});
document.addEventListener("click", (event) => {
  document.querySelectorAll("details.drop[open]").forEach((one) => { if (!one.contains(event.target)) one.removeAttribute("open"); });
  if (!event.target.closest(".top__search")) document.getElementById("palette")?.replaceChildren();
});

// The picker: a combobox over the rows its address offers (ARIA authoring practice, editable with list).
let number = 0;
function picker(box) {
  const input = box.querySelector("input[type=text]");
  const hidden = box.querySelector("input[type=hidden]");
  const list = document.createElement("ul");
  list.className = "picker__list";
  list.id = `offered-${++number}`;
  list.hidden = true;
  list.setAttribute("role", "listbox");
  list.setAttribute("aria-label", input.labels[0]?.textContent.trim() ?? "");
  box.append(list);
  for (const [name, value] of [["role", "combobox"], ["aria-autocomplete", "list"], ["aria-expanded", "false"], ["aria-controls", list.id]]) input.setAttribute(name, value);
  let at = -1, timer = 0, asked = "";
  const options = () => [...list.querySelectorAll("[role=option]")];
  const close = () => { list.hidden = true; at = -1; input.setAttribute("aria-expanded", "false"); input.removeAttribute("aria-activedescendant"); };
  const choose = (option) => { hidden.value = option.dataset.key; input.value = option.textContent; close(); hidden.dispatchEvent(new Event("change", { bubbles: true })); };
  const mark = (to) => {
    const all = options();
    if (!all.length) return;
    at = (to + all.length) % all.length;
    all.forEach((option, i) => { option.id = `${list.id}-${i}`; option.setAttribute("aria-selected", String(i === at)); });
    input.setAttribute("aria-activedescendant", all[at].id);
    all[at].scrollIntoView({ block: "nearest" });
  };
  const offer = async () => {
    const text = input.value.trim();
    asked = text;
    const answer = await fetch(`${box.dataset.pick}?q=${encodeURIComponent(text)}`, { headers: { "HX-Request": "true" } });
    if (!answer.ok || asked !== text || document.activeElement !== input) return;
    list.innerHTML = await answer.text();
    at = -1;
    const found = options().length;
    list.hidden = !found;
    input.setAttribute("aria-expanded", String(found > 0));
    document.getElementById("said").textContent = found ? "" : box.dataset.none;
  };
  input.addEventListener("input", () => { hidden.value = ""; clearTimeout(timer); timer = setTimeout(offer, 150); });
  input.addEventListener("keydown", (event) => {
    if (event.key === "ArrowDown") { event.preventDefault(); list.hidden ? offer() : mark(at + 1); }
    else if (event.key === "ArrowUp" && !list.hidden) { event.preventDefault(); mark(at - 1); }
    else if (event.key === "Enter" && at >= 0) { event.preventDefault(); choose(options()[at]); }
    else if (event.key === "Escape" && !list.hidden) { event.stopPropagation(); close(); }
  });
  input.addEventListener("blur", () => setTimeout(close, 150));
  list.addEventListener("pointerdown", (event) => {
    const option = event.target.closest("[role=option]");
    if (option) { event.preventDefault(); choose(option); }
  });
}
const pickers = (root) => root.querySelectorAll?.(".picker[data-pick]:not([data-ready])").forEach((box) => { box.dataset.ready = "1"; picker(box); });
const begin = () => {
  pickers(document);
  showChosen();
  document.querySelectorAll("[data-print]").forEach((button) => { button.hidden = false; button.addEventListener("click", () => print()); });
  document.body.addEventListener("htmx:load", (event) => { pickers(event.detail.elt); showChosen(); });
  document.querySelector("#errors, [autofocus]")?.focus();
};
document.readyState === "loading" ? document.addEventListener("DOMContentLoaded", begin) : begin();
