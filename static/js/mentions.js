// Completes the name of a colleague after @ in a text among colleagues. Without it one types
// the user name. Nothing happens while composing.
"use strict";

(() => {
  const { composing } = window.weixi;
  const PAUSE_MILLISECONDS = 150;
  const BEGUN = /(?:^|[^A-Za-z0-9._%+@-])@([\p{L}\p{N}_.+-]{1,20})$/u;

  let field = null;
  let list = null;
  let active = null;
  let timer = 0;
  let running = null;

  const options = () => [...list.querySelectorAll("[role='option']")];
  const begun = () => field.value.slice(0, field.selectionStart).match(BEGUN)?.[1] ?? "";

  const choose = (option) => {
    active?.setAttribute("aria-selected", "false");
    active = option ?? null;
    active?.setAttribute("aria-selected", "true");
    active?.scrollIntoView({ block: "nearest" });
    if (active) field.setAttribute("aria-activedescendant", active.id);
    else field.removeAttribute("aria-activedescendant");
  };
  const close = () => {
    clearTimeout(timer);
    running?.abort();
    if (!field) return;
    choose(null);
    list.hidden = true;
    list.replaceChildren();
  };
  const insert = (option) => {
    const end = field.selectionStart;
    const said = `${option.dataset.saidAs} `;
    field.setRangeText(said, end - begun().length, end, "end");
    close();
    field.dispatchEvent(new Event("input", { bubbles: true }));
    field.focus();
  };

  const show = (html) => {
    list.innerHTML = html;
    const told = list.querySelector("[data-said]");
    document.getElementById(`${field.id}-said`).textContent = told?.textContent ?? "";
    told?.remove();
    list.hidden = options().length === 0;
    choose(options()[0]);
  };
  const ask = async (text) => {
    running?.abort();
    const mine = new AbortController();
    running = mine;
    const address = `${field.dataset.mentions}?${new URLSearchParams({ q: text })}`;
    try {
      const response = await fetch(address, {
        headers: { "HX-Request": "true" }, signal: mine.signal,
      });
      const html = response.ok ? await response.text() : "";
      if (!mine.signal.aborted && begun() === text) show(html);
    } catch {
      // Off line the name can still be typed whole.
      if (running === mine) close();
    }
  };

  const typed = (event) => {
    const text = event.target.closest?.("textarea[data-mentions]");
    if (!text || event.isComposing) return;
    if (field !== text) {
      close();
      field = text;
      list = document.getElementById(`${text.id}-colleagues`);
    }
    clearTimeout(timer);
    const name = begun();
    if (name) timer = setTimeout(() => ask(name), PAUSE_MILLISECONDS);
    else close();
  };
  document.addEventListener("input", typed);
  document.addEventListener("compositionend", typed);

  const step = (by) => {
    const all = options();
    choose(all[(all.indexOf(active) + by + all.length) % all.length]);
  };
  const keys = {
    ArrowDown: () => step(1),
    ArrowUp: () => step(-1),
    Enter: () => insert(active),
    Tab: () => insert(active),
    Escape: () => close(),
  };
  document.addEventListener("keydown", (event) => {
    if (event.target !== field || !list || list.hidden || composing(event)) return;
    if (event.ctrlKey || event.metaKey || event.altKey || !keys[event.key] || !active) return;
    event.preventDefault();
    event.stopPropagation();
    keys[event.key]();
  }, true);

  // The text keeps the focus while one presses a name.
  document.addEventListener("mousedown", (event) => {
    if (event.target.closest?.(".mention-list")) event.preventDefault();
  });
  document.addEventListener("click", (event) => {
    const option = event.target.closest?.(".mention-list [role='option']");
    if (option) insert(option);
    else if (field && event.target !== field) close();
  });
})();
