// Shows the print button where there is a script to print with; without one the browser's own print does.
for (const button of document.querySelectorAll("[data-print]")) {
  button.hidden = false;
  button.addEventListener("click", () => window.print());
}
