// Keys: search, go, new, lists. Never while typing or composing; single keys can be off.
"use strict";

(() => {
  const { composing, store } = window.weixi;
  const SWITCH = "weixi-keys";
  const CHAIN_MILLISECONDS = 1500;
  let first = "";
  let timer = 0;

  const isOn = () => store.get(SWITCH) !== "off";
  const typing = (target) =>
    target.closest("input:not([type='checkbox']):not([type='radio']), select, textarea, [contenteditable]");

  const search = () => {
    const box = document.getElementById("search-box");
    box?.focus();
    box?.select();
  };

  const press = (keys) => {
    const found = [...document.querySelectorAll(`[data-key="${CSS.escape(keys)}"]`)];
    found[0]?.click();
    return found.length > 0;
  };

  // Rows are marked with data-row; their first link takes the focus, Enter opens it.
  const step = (by) => {
    const rows = [...document.querySelectorAll("[data-row], .list-table tbody tr")];
    if (!rows.length) {
      press(by > 0 ? "next" : "previous");
      return;
    }
    const here = rows.findIndex((row) => row.contains(document.activeElement));
    const next = rows[Math.min(rows.length - 1, Math.max(0, here + by))];
    rows.forEach((row) => row.classList.toggle("is-current", row === next));
    next.querySelector("a, button")?.focus();
    next.scrollIntoView({ block: "nearest" });
  };

  const single = (event) => {
    const { key } = event;
    if (key === "/") search();
    else if (key === "?") document.getElementById("shortcuts")?.showModal();
    else if (key === "j") step(1);
    else if (key === "k") step(-1);
    else if (key === "g" || key === "n") {
      first = key;
      clearTimeout(timer);
      timer = setTimeout(() => { first = ""; }, CHAIN_MILLISECONDS);
    } else if (key === "u") document.querySelector("[data-toast] form:not([hidden]) button")?.click();
    else return /^[a-z]$/.test(key) && press(key);
    return true;
  };

  document.addEventListener("keydown", (event) => {
    if (composing(event) || event.defaultPrevented) return;
    if ((event.ctrlKey || event.metaKey) && !event.altKey && event.key.toLowerCase() === "k") {
      event.preventDefault();
      search();
      return;
    }
    if (event.altKey && (event.key === "ArrowDown" || event.key === "ArrowUp")) {
      if (press(event.key === "ArrowDown" ? "next" : "previous")) event.preventDefault();
      return;
    }
    if (event.ctrlKey || event.metaKey || event.altKey || !isOn()) return;
    if (typing(event.target) || document.querySelector("dialog[open]")) return;
    if (first) {
      const keys = `${first} ${event.key}`;
      first = "";
      if (press(keys)) event.preventDefault();
      return;
    }
    if (single(event)) event.preventDefault();
  });

  const showSwitch = () => {
    document.querySelectorAll("[data-keys-switch]").forEach((box) => {
      box.checked = isOn();
    });
  };
  document.addEventListener("change", (event) => {
    if (!event.target.matches("[data-keys-switch]")) return;
    if (event.target.checked) store.remove(SWITCH);
    else store.set(SWITCH, "off");
    showSwitch();
  });
  showSwitch();
})();
