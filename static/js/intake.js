// Taking a complaint in: a category at a tap; the number to be copied.
"use strict";

(() => {
  document.addEventListener("click", (event) => {
    const hint = event.target.closest("[data-choose-category]");
    const asked = hint && document.getElementById("id_category");
    if (!asked) return;
    asked.value = hint.dataset.chooseCategory;
    asked.dispatchEvent(new Event("change", { bubbles: true }));
  });
  // What a draft brought back, or was typed before the scripts were there.
  window.addEventListener("load", () => {
    const words = document.getElementById("id_words");
    if (words?.value) words.dispatchEvent(new Event("change", { bubbles: true }));
  });
  document.querySelectorAll("[data-copy]").forEach((button) => {
    button.hidden = !navigator.clipboard;
  });
})();
