// Keeps what is typed in forms with data-draft on this device until the server has it.
"use strict";

(() => {
  const { words, cookie, fromTemplate, store } = window.weixi;
  const PREFIX = "weixi-draft:";
  const DONE_COOKIE = "weixi_draft_done";
  const DAYS_MILLISECONDS = 7 * 24 * 3600 * 1000;
  const PAUSE_MILLISECONDS = 400;
  const MOST_MILLISECONDS = 3000;
  // A new page brings its own of these; the submission key stays with the draft, so that
  // a form sent twice has one effect.
  const SKIPPED = new Set(["csrfmiddlewaretoken", "version", "standing", "draft_id"]);
  const user = document.body.dataset.user;
  const kept = new Map();

  const drafts = () => {
    try {
      return Object.keys(localStorage).filter((key) => key.startsWith(PREFIX));
    } catch {
      return [];
    }
  };

  const read = (key) => {
    try {
      return JSON.parse(store.get(key));
    } catch {
      return null;
    }
  };

  const keyOf = (form) =>
    `${PREFIX}${user}:${location.pathname}${location.search}:${form.dataset.draft}`;

  const newId = () =>
    Array.from(crypto.getRandomValues(new Uint8Array(16)), (byte) =>
      byte.toString(16).padStart(2, "0"),
    ).join("");

  const controls = (form) =>
    [...form.elements].filter(
      (field) =>
        field.name &&
        !SKIPPED.has(field.name) &&
        !["password", "file", "submit", "button", "reset"].includes(field.type) &&
        !field.closest("[data-draft-skip]"),
    );

  const isChoice = (field) => field.type === "checkbox" || field.type === "radio";

  // Rows of (name, value) of what is filled or chosen, in the order of the form.
  const entries = (form) =>
    controls(form).flatMap((field) => {
      if (isChoice(field)) return field.checked ? [[field.name, field.value]] : [];
      if (field.type === "select-multiple") {
        return [...field.selectedOptions].map((option) => [field.name, option.value]);
      }
      return [[field.name, field.value]];
    });

  const hasErrors = (form) =>
    form.querySelector(".error-summary, .is-invalid, [aria-invalid='true']") !== null;

  const fill = (form, rows) => {
    const left = rows.map((row) => [...row]);
    const take = (name) => {
      const at = left.findIndex((row) => row[0] === name);
      return at < 0 ? null : left.splice(at, 1)[0][1];
    };
    const has = (name, value) => rows.some((row) => row[0] === name && row[1] === value);
    for (const field of controls(form)) {
      if (isChoice(field)) field.checked = has(field.name, field.value);
      else if (field.type === "select-multiple") {
        for (const option of field.options) option.selected = has(field.name, option.value);
      } else {
        const value = take(field.name);
        if (value !== null) field.value = value;
      }
    }
    // For scripts that come later than the draft.
    form.restored = rows;
    form.dispatchEvent(
      new CustomEvent("draft:restored", { bubbles: true, detail: { entries: rows } }),
    );
  };

  const save = (form) => {
    const state = kept.get(form);
    if (!state?.touched) return;
    clearTimeout(state.timer);
    state.timer = state.since = 0;
    const rows = entries(form);
    if (JSON.stringify(rows) === state.blank) {
      store.remove(state.key);
      state.touched = false;
      return;
    }
    const draft = { id: state.id, at: Date.now(), version: state.version, rows };
    state.refused = !store.set(state.key, JSON.stringify(draft));
  };

  const touch = (form) => {
    const state = kept.get(form);
    if (!state) return;
    state.touched = true;
    state.since ||= Date.now();
    clearTimeout(state.timer);
    const pause = Math.max(
      0,
      Math.min(PAUSE_MILLISECONDS, state.since + MOST_MILLISECONDS - Date.now()),
    );
    state.timer = setTimeout(() => save(form), pause);
  };

  const forget = (form) => {
    const state = kept.get(form);
    if (!state) return;
    clearTimeout(state.timer);
    store.remove(state.key);
    state.touched = state.refused = false;
    form.querySelector(".draft-bar")?.remove();
  };

  const clockOf = (moment) => {
    const style = { hour: "2-digit", minute: "2-digit", hour12: false };
    const today = new Date().toDateString() === new Date(moment).toDateString();
    if (!today) Object.assign(style, { month: "2-digit", day: "2-digit" });
    return new Intl.DateTimeFormat(document.documentElement.lang, style).format(moment);
  };

  const announce = (form, draft, word, restore) => {
    const bar = fromTemplate("draft-template");
    bar.querySelector("[data-say]").textContent = words(word).replace(
      "{time}", clockOf(draft.at),
    );
    const button = bar.querySelector("[data-draft-restore]");
    button.hidden = !restore;
    button.addEventListener("click", () => {
      restore();
      button.hidden = true;
    });
    bar.querySelector("[data-draft-discard]").addEventListener("click", () => {
      forget(form);
      form.reset();
      form.querySelector("input:not([type='hidden']), select, textarea")?.focus();
    });
    form.prepend(bar);
  };

  const keep = (form) => {
    if (!user || "readOnly" in document.body.dataset || kept.has(form)) return;
    const key = keyOf(form);
    const version = form.dataset.draftVersion ?? "";
    const failed = hasErrors(form) || "draftTyped" in form.dataset;
    const rows = entries(form);
    const state = { key, version, id: newId(), timer: 0, since: 0, touched: failed };
    // A form that came back with errors, or with what was typed elsewhere, is not blank.
    state.blank = failed ? null : JSON.stringify(rows);
    kept.set(form, state);
    // Only the draft brings anything back: no browser's memory, no clerk's own address.
    form.autocomplete = "off";
    const draft = read(key);
    if (!draft || Date.now() - draft.at > DAYS_MILLISECONDS) return;
    state.id = draft.id;
    if (failed || JSON.stringify(draft.rows) === state.blank) return;
    if (draft.version === version) {
      fill(form, draft.rows);
      announce(form, draft, "draftRestored", null);
    } else {
      announce(form, draft, "draftOlder", () => fill(form, draft.rows));
    }
  };

  const keepAll = (root) => {
    if (root.matches?.("form[data-draft]")) keep(root);
    root.querySelectorAll?.("form[data-draft]").forEach(keep);
  };

  // The server names in a cookie the draft it has taken: only then it is let go.
  const letGo = () => {
    const done = cookie(DONE_COOKIE);
    if (!done) return;
    document.cookie = `${DONE_COOKIE}=; path=/; max-age=0; samesite=lax`;
    for (const key of drafts()) if (read(key)?.id === done) store.remove(key);
    for (const [form, state] of kept) {
      if (state.id !== done) continue;
      forget(form);
      form.reset();
    }
  };

  const clean = () => {
    for (const key of drafts()) {
      if (!(Date.now() - read(key)?.at < DAYS_MILLISECONDS)) store.remove(key);
    }
  };

  document.addEventListener("input", (event) => touch(event.target.form));
  document.addEventListener("change", (event) => touch(event.target.form));
  document.addEventListener("submit", (event) => {
    const form = event.target;
    if ("forgetDrafts" in form.dataset) {
      for (const key of drafts()) {
        if (key.startsWith(`${PREFIX}${user}:`)) store.remove(key);
      }
      kept.clear();
      return;
    }
    const state = kept.get(form);
    if (!state) return;
    state.touched = true;
    save(form);
    let field = form.elements.draft_id;
    if (!field) {
      field = Object.assign(document.createElement("input"), { type: "hidden", name: "draft_id" });
      form.append(field);
    }
    field.value = state.id;
    state.sent = true;
  });

  const saveAll = () => {
    for (const form of kept.keys()) if (form.isConnected) save(form);
  };
  window.addEventListener("pagehide", saveAll);
  document.addEventListener("visibilitychange", () => {
    if (document.visibilityState === "hidden") saveAll();
  });
  window.addEventListener("pageshow", (event) => {
    letGo();
    // Back to a page kept alive whose form was taken meanwhile: it begins anew.
    const taken = [...kept.values()].some((state) => state.sent && !read(state.key));
    if (event.persisted && taken) location.reload();
  });

  // A form sent by htmx is done when what came back holds no error of it.
  document.addEventListener("htmx:afterRequest", (event) => {
    // `detail.elt` is what survived the swap; the form itself may be gone by now.
    const { successful, requestConfig, xhr } = event.detail;
    const { elt } = requestConfig;
    const form = elt.closest("form[data-draft]") ?? elt;
    const sent = elt === form || elt.type === "submit" || "draftMoves" in elt.dataset;
    // htmx calls nothing successful that leads elsewhere; 204 leads to the password first.
    const leads = xhr.getResponseHeader("HX-Redirect") || xhr.getResponseHeader("HX-Location");
    const moved = leads && xhr.status === 200;
    const done = successful || moved;
    if (!kept.has(form) || !sent || !done || requestConfig.verb === "get") return;
    const name = CSS.escape(form.dataset.draft);
    const again = [...document.querySelectorAll(`form[data-draft="${name}"]`)];
    if (moved || !again.some(hasErrors)) forget(form);
  });
  document.addEventListener("htmx:load", (event) => keepAll(event.detail.elt));

  // Only where the device refuses to keep a draft is the person asked before leaving.
  window.addEventListener("beforeunload", (event) => {
    const lost = [...kept].some(
      ([form, state]) => state.refused && form.isConnected && !("submitting" in form.dataset),
    );
    if (lost) event.preventDefault();
  });

  clean();
  letGo();
  keepAll(document);
})();
