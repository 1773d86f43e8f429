// The search box of every page, and the picker of a customer in forms: one field that asks
// the server while one types, and a list under it. Nothing happens while composing.
"use strict";

(() => {
  const { composing, words, store } = window.weixi;
  const PAUSE_MILLISECONDS = 150;
  const RECENT_MOST = 8;
  const RECENT = `weixi-recent-${document.body.dataset.user ?? ""}`;

  // Ids only: what they are called is asked again each time, with the rights of that day.
  const recent = () => (store.get(RECENT) ?? "").split(",").filter((id) => /^\d+$/.test(id));
  const here = location.pathname.match(/^\/customers\/(\d+)\//);
  if (here) {
    const others = recent().filter((id) => id !== here[1]);
    store.set(RECENT, [here[1], ...others].slice(0, RECENT_MOST).join(","));
  }

  // ---------- asking ----------
  // Puts the answer to what stands in the field into `list`, then calls `answered` with the
  // text it answers. A new question ends the one before it, so that a slow old answer never
  // replaces a newer one.
  const asking = (input, list, { answered, failed }) => {
    const url = input.dataset.searchUrl;
    let timer = 0;
    let isComposing = false;
    // What was asked last; null asks again whatever stands there.
    let asked = null;
    let running = null;

    const address = (text) => {
      const said = new URLSearchParams({ q: text });
      if (!text && recent().length) said.set("recent", recent().join(","));
      return `${url}?${said}`;
    };
    const answer = async (text, signal) => {
      const headers = { "HX-Request": "true" };
      const response = await fetch(address(text), { headers, signal });
      if (response.status === 401) {
        input.dispatchEvent(new CustomEvent("login-required", { bubbles: true }));
        return;
      }
      if (!response.ok) throw new Error(response.status);
      const found = await response.text();
      if (signal.aborted) return;
      list.innerHTML = found;
      window.htmx?.process(list);
      answered(text);
    };
    const fetched = async (text) => {
      running?.abort();
      const mine = new AbortController();
      running = mine;
      list.setAttribute("aria-busy", "true");
      try {
        await answer(text, mine.signal);
      } catch (error) {
        if (error.name === "AbortError") return;
        asked = null;
        failed(words(error instanceof TypeError ? "offline" : "broken"));
      } finally {
        if (running === mine) {
          running = null;
          list.removeAttribute("aria-busy");
        }
      }
    };

    const ask = () => {
      clearTimeout(timer);
      const text = input.value.trim();
      if (isComposing || text === asked) return;
      asked = text;
      fetched(text);
    };
    const soon = () => {
      clearTimeout(timer);
      timer = setTimeout(ask, PAUSE_MILLISECONDS);
    };

    input.addEventListener("compositionstart", () => {
      isComposing = true;
      clearTimeout(timer);
    });
    input.addEventListener("compositionend", () => {
      isComposing = false;
      soon();
    });
    input.addEventListener("input", (event) => {
      if (!event.isComposing && !isComposing) soon();
    });

    return {
      ask,
      again: () => { asked = null; ask(); },
      // An answer still on its way must not take away what was chosen meanwhile.
      drop: () => {
        clearTimeout(timer);
        running?.abort();
        asked = null;
      },
      isAnswered: () => !running && asked === input.value.trim(),
      isComposing: () => isComposing,
    };
  };

  const said = (list) => list.querySelector("[data-said]")?.textContent ?? "";
  const sorry = (list, text) => {
    const line = document.createElement("p");
    line.className = "found-none";
    line.setAttribute("role", "alert");
    line.textContent = text;
    list.replaceChildren(line);
  };

  // ---------- the search box ----------
  const palette = (input) => {
    const form = input.form;
    const list = document.getElementById("search-results");
    const told = document.getElementById("search-count");
    let active = null;
    // Enter pressed before the answer came: the first of the answer is meant.
    let isEager = false;

    const options = () =>
      [...list.querySelectorAll("[role='option']")].filter((each) => each.offsetParent);
    const isAction = (option) => option.classList.contains("hit-action");
    const steps = () => options().filter((each) => !isAction(each) || each === active);

    const choose = (option) => {
      active?.setAttribute("aria-selected", "false");
      active = option ?? null;
      active?.setAttribute("aria-selected", "true");
      active?.scrollIntoView({ block: "nearest" });
      if (active) input.setAttribute("aria-activedescendant", active.id);
      else input.removeAttribute("aria-activedescendant");
    };
    const move = (by) => {
      const all = steps();
      const at = all.indexOf(active);
      choose(all[(at + by + all.length) % all.length] ?? all[0]);
    };
    const open = () => {
      list.hidden = false;
      form.classList.add("is-open");
      input.setAttribute("aria-expanded", "true");
    };
    const close = () => {
      list.hidden = true;
      form.classList.remove("is-open");
      input.setAttribute("aria-expanded", "false");
      isEager = false;
      choose(null);
    };
    const pick = (option) => {
      isEager = false;
      option.click();
    };

    const question = asking(input, list, {
      answered: (text) => {
        active = null;
        list.querySelectorAll("[data-here]").forEach((field) => {
          field.value = location.pathname + location.search;
        });
        if (document.activeElement !== input) return;
        open();
        told.textContent = said(list);
        // While one types on, the answer on the way is the one to choose from.
        const isCurrent = text === input.value.trim();
        choose(text && isCurrent ? options()[0] : null);
        if (isEager && active) pick(active);
        if (isCurrent) isEager = false;
      },
      failed: (text) => { open(); sorry(list, text); },
    });

    // From a customer to what can be done at once with him, and back.
    const sideways = (toAction) => {
      const row = active?.closest(".hit-row");
      const other = row?.querySelector(toAction ? ".hit-action" : ".hit:not(.hit-action)");
      if (!other || other === active) return false;
      choose(other);
      return true;
    };
    const atEnd = () =>
      input.selectionStart === input.value.length && input.selectionEnd === input.value.length;

    const keys = {
      ArrowDown: () => { if (list.hidden) question.again(); else move(1); return true; },
      ArrowUp: () => { if (!list.hidden) move(-1); return true; },
      ArrowRight: () => atEnd() && sideways(true),
      ArrowLeft: () => active && isAction(active) && sideways(false),
      Tab: (event) => !event.shiftKey && !list.hidden && sideways(true),
      Escape: () => {
        if (list.hidden) input.blur();
        else close();
        return true;
      },
      Enter: () => {
        if (active && question.isAnswered()) pick(active);
        else if (input.value.trim() && !question.isAnswered()) {
          isEager = true;
          question.ask();
        } else return false;
        return true;
      },
    };
    input.addEventListener("keydown", (event) => {
      if (composing(event) || question.isComposing() || event.altKey || event.ctrlKey || event.metaKey) return;
      if (keys[event.key]?.(event)) event.preventDefault();
    });
    // An input method's Enter must not send the form by another road either.
    form.addEventListener("submit", (event) => {
      if (question.isComposing()) event.preventDefault();
    });

    input.addEventListener("focus", question.again);
    form.addEventListener("focusout", (event) => {
      if (event.relatedTarget && !form.contains(event.relatedTarget)) close();
    });
    document.addEventListener("pointerdown", (event) => {
      if (!list.hidden && !form.contains(event.target)) close();
    });
    // The field keeps the focus while one presses a result, so that the list stays.
    list.addEventListener("mousedown", (event) => event.preventDefault());
    form.querySelector("[data-search-close]")?.addEventListener("click", () => {
      input.value = "";
      close();
      input.blur();
    });
    if (document.activeElement === input) question.again();
  };

  // ---------- the picker ----------
  const picker = (box) => {
    const input = box.querySelector("[data-finder]");
    const list = document.getElementById(input.dataset.finder);
    const told = box.querySelector("[role='status']");
    const radios = () => [...list.querySelectorAll("input[type='radio']")];

    const question = asking(input, list, {
      answered: () => {
        box.classList.remove("is-chosen");
        told.textContent = said(list);
      },
      failed: (text) => sorry(list, text),
    });
    const chosen = (radio) => {
      question.drop();
      radio.checked = true;
      list.querySelectorAll(".choice").forEach((row) => {
        if (!row.contains(radio)) row.remove();
      });
      list.querySelectorAll(".found-none, a").forEach((rest) => rest.remove());
      box.classList.add("is-chosen");
      input.value = "";
      input.classList.remove("is-invalid");
      radio.dispatchEvent(new CustomEvent("picked", { bubbles: true }));
    };

    input.addEventListener("keydown", (event) => {
      if (composing(event) || question.isComposing()) return;
      if (event.key === "Enter") {
        event.preventDefault();
        const first = radios()[0];
        if (first && question.isAnswered()) chosen(first);
        else question.ask();
      }
      if (event.key === "ArrowDown" && radios().length) {
        event.preventDefault();
        radios()[0].focus();
      }
    });
    // A tap or Enter decides; the arrows only walk through the choices.
    list.addEventListener("click", (event) => {
      const radio = event.target.closest(".choice")?.querySelector("input");
      if (radio && event.detail > 0) chosen(radio);
    });
    list.addEventListener("keydown", (event) => {
      if (composing(event) || event.key !== "Enter" || !event.target.matches("input")) return;
      event.preventDefault();
      chosen(event.target);
    });
    input.addEventListener("focus", () => {
      if (!radios().some((radio) => radio.checked)) question.again();
    });
    if (radios().some((radio) => radio.checked)) box.classList.add("is-chosen");
    if (document.activeElement === input) question.again();
  };

  const box = document.getElementById("search-box");
  if (box) palette(box);
  const start = (root) =>
    root.querySelectorAll("[data-picker]:not([data-started])").forEach((each) => {
      each.dataset.started = "";
      picker(each);
    });
  start(document);
  document.addEventListener("htmx:load", (event) => start(event.detail.elt));
})();
