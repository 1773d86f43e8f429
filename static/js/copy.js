// A button that copies a text into the clipboard, and says so.
"use strict";

(() => {
  if (!navigator.clipboard) return;
  document.querySelectorAll("[data-copy]").forEach((button) => {
    const source = document.getElementById(button.dataset.copy);
    button.hidden = false;
    button.addEventListener("click", async () => {
      await navigator.clipboard.writeText(source.value ?? source.textContent.trim());
      const said = button.nextElementSibling;
      if (said) said.textContent = button.dataset.copied;
    });
  });
})();
