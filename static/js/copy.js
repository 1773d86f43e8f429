// A button that copies the text of an element into the clipboard, and says so.
"use strict";

(() => {
  if (!navigator.clipboard) return;
  const show = (root) => {
    root.querySelectorAll("[data-copy-from]").forEach((button) => {
      button.hidden = false;
    });
  };
  document.addEventListener("click", async (event) => {
    const button = event.target.closest("[data-copy-from]");
    if (!button) return;
    const source = document.getElementById(button.dataset.copyFrom);
    await navigator.clipboard.writeText(source.value ?? source.textContent.trim());
    const said = button.nextElementSibling;
    if (said) said.textContent = button.dataset.copied;
  });
  document.addEventListener("htmx:load", (event) => show(event.detail.elt));
  show(document);
})();
