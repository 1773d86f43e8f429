// Asks for the customers whose pages were opened last on this device, with today's rights.
"use strict";

document.addEventListener("DOMContentLoaded", () => {
  const place = document.querySelector("[data-recent]");
  const ids = window.weixi.store.get(`weixi-recent-${document.body.dataset.user ?? ""}`);
  if (place && ids) {
    const url = `${place.dataset.recent}?recent=${encodeURIComponent(ids)}`;
    window.htmx.ajax("GET", url, { target: place, swap: "innerHTML" });
  }
});
