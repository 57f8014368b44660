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
  // Empty answers stay out of the address.
  if (form.matches("[data-tidy]")) {
    for (const field of form.elements) {
      if (field.name && field.value === "" && !field.disabled) {
        field.disabled = true;
        setTimeout(() => { field.disabled = false; });
      }
    }
  }
});
window.addEventListener("pageshow", () => document.querySelectorAll("[data-sent]").forEach((form) => delete form.dataset.sent));

document.body?.addEventListener("htmx:configRequest", (event) => {
  const given = event.detail.parameters;
  for (const name of Object.keys(given)) if (given[name] === "") delete given[name];
});

// Keys: each [data-key] is reached by its key while no field has the focus; Escape closes what is open.
document.addEventListener("keydown", (event) => {
  if (event.key === "Escape") document.querySelectorAll("details.drop[open]").forEach((one) => one.removeAttribute("open"));
  if (event.ctrlKey || event.metaKey || event.altKey || event.target.closest("input, textarea, select")) return;
  const target = document.querySelector(`[data-key="${CSS.escape(event.key)}"]`);
  if (target) { event.preventDefault(); target.focus(); target.select?.(); }
});
document.addEventListener("click", (event) => {
  document.querySelectorAll("details.drop[open]").forEach((one) => { if (!one.contains(event.target)) one.removeAttribute("open"); });
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
  document.body.addEventListener("htmx:load", (event) => pickers(event.detail.elt));
  document.querySelector("#errors, [autofocus]")?.focus();
};
document.readyState === "loading" ? document.addEventListener("DOMContentLoaded", begin) : begin();
