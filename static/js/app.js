// What every page does: token, loading bar, failures, toasts, dialogs, sign-in in place.
"use strict";

window.weixi = (() => {
  const words = (name) => document.getElementById("words")?.dataset[name] ?? "";

  const cookie = (name) => {
    const found = document.cookie.split("; ").find((each) => each.startsWith(`${name}=`));
    return found ? decodeURIComponent(found.slice(name.length + 1)) : "";
  };

  const token = () => cookie(document.body.dataset.csrfCookie);

  // A sign-in changes the token: forms that were already on the page get the new one.
  const refreshTokens = () => {
    document
      .querySelectorAll("input[name='csrfmiddlewaretoken']")
      .forEach((input) => { input.value = token(); });
  };

  const fromTemplate = (id) =>
    document.getElementById(id).content.firstElementChild.cloneNode(true);

  // True while an input method is composing: its Enter picks a word and does nothing else.
  const composing = (event) => event.isComposing || event.keyCode === 229;

  const store = {
    get: (key) => {
      try {
        return localStorage.getItem(key);
      } catch {
        return null;
      }
    },
    // Says whether it was kept: private windows and full disks refuse.
    set: (key, value) => {
      try {
        localStorage.setItem(key, value);
        return true;
      } catch {
        return false;
      }
    },
    remove: (key) => {
      try {
        localStorage.removeItem(key);
      } catch {
        // Nothing was kept, so nothing is left.
      }
    },
  };

  return { words, cookie, token, refreshTokens, fromTemplate, composing, store };
})();

// ---------- htmx: one token, one loading bar, failures beside what failed ----------
(() => {
  const { words, token, fromTemplate, refreshTokens } = window.weixi;
  const SLOW_MILLISECONDS = 200;
  let running = 0;
  let slow = 0;

  document.addEventListener("htmx:configRequest", (event) => {
    if (event.detail.verb !== "get") event.detail.headers["X-CSRFToken"] = token();
  });

  document.addEventListener("htmx:beforeRequest", (event) => {
    event.detail.target?.setAttribute("aria-busy", "true");
    running += 1;
    clearTimeout(slow);
    slow = setTimeout(() => {
      document.body.classList.toggle("is-loading", running > 0);
    }, SLOW_MILLISECONDS);
  });

  document.addEventListener("htmx:afterRequest", (event) => {
    event.detail.target?.removeAttribute("aria-busy");
    running = Math.max(0, running - 1);
    if (!running) {
      clearTimeout(slow);
      document.body.classList.remove("is-loading");
    }
    if (event.detail.successful) clearFailure(event.detail.requestConfig);
  });

  const wordOf = (status) =>
    ({
      403: "forbidden",
      404: "gone",
      413: "tooLarge",
      429: "tooMany",
      502: "busy",
      503: "busy",
      504: "busy",
    })[status] ?? "broken";

  const placeOf = (target) => {
    if (!target?.isConnected || target === document.body || target.id === "main") {
      return document.getElementById("alerts");
    }
    return target.closest("table, ul, ol, dl, .masked, .card") ?? target;
  };

  // By what failed, not by where it stood: the target may be gone by the time it succeeds.
  const bars = new WeakMap();
  const clearFailure = ({ target, elt }) => {
    for (const each of [target, elt]) bars.get(each)?.remove();
  };

  // Beside Save, where a form has a place for it; else before what was to be filled.
  const put = (bar, elt, target) => {
    const slot = elt?.closest("form")?.querySelector("[data-trouble]");
    if (slot) slot.replaceChildren(bar);
    else placeOf(target)?.before(bar);
    for (const each of [target, elt]) if (each) bars.set(each, bar);
  };

  const fail = (detail, text) => {
    const { verb, path, elt, target } = detail.requestConfig ?? detail;
    clearFailure({ target, elt });
    const bar = fromTemplate("failure-template");
    bar.querySelector("[data-say]").textContent = text;
    const retry = bar.querySelector("[data-retry]");
    retry.hidden = !elt?.isConnected;
    retry.addEventListener("click", () => {
      bar.remove();
      if (elt.matches("form")) elt.requestSubmit();
      else window.htmx.ajax(verb, path, { source: elt, target });
    });
    put(bar, elt, target);
  };

  // A form from an earlier sign-in: its token is old. The same person gets the new one
  // and sends again; anybody else must not send what another typed.
  const expired = (said) => {
    const isMine = String(said.user) === document.body.dataset.user;
    if (isMine) refreshTokens();
    return words(isMine ? "expired" : "otherUser");
  };

  document.addEventListener("htmx:responseError", (event) => {
    const { elt, xhr } = event.detail;
    const told = xhr.getResponseHeader("HX-Trigger") ?? "";
    if (told.startsWith("{") && "form-expired" in JSON.parse(told)) {
      fail(event.detail, expired(JSON.parse(told)["form-expired"]));
    } else if (xhr.status !== 401) fail(event.detail, words(wordOf(xhr.status)));
    else if (elt.matches("form")) fail(event.detail, words("signedOut"));
  });
  document.addEventListener("htmx:sendError", (event) => {
    fail(event.detail, words("offline"));
  });
  document.addEventListener("htmx:timeout", (event) => {
    fail(event.detail, words("timeout"));
  });

  // The focus follows what was opened: the first error, or what asks for it.
  document.addEventListener("htmx:afterSettle", (event) => {
    const root = event.detail.target;
    root?.querySelector?.("[data-focus], [autofocus], [aria-invalid='true']")?.focus();
  });
})();

// ---------- errors of a whole page ----------
(() => {
  const summary = document.querySelector(".error-summary");
  if (summary) {
    document.title = `${window.weixi.words("errorTitle")} ${document.title}`;
    summary.focus();
  }
  document.addEventListener("click", (event) => {
    const link = event.target.closest(".error-summary a");
    const field = link && document.getElementById(link.hash.slice(1));
    if (!field) return;
    event.preventDefault();
    const control = field.matches("input, select, textarea")
      ? field
      : field.querySelector("input, select, textarea");
    control?.focus();
    control?.scrollIntoView({ block: "center" });
  });
})();

// ---------- toasts ----------
(() => {
  const { fromTemplate } = window.weixi;
  const SHOWN_MILLISECONDS = 6000;
  const UNDO_MILLISECONDS = 10000;
  const MOST = 2;
  const list = document.getElementById("toasts");
  if (!list) return;

  const start = (toast) => {
    const undo = toast.querySelector("form:not([hidden])");
    const span = undo ? UNDO_MILLISECONDS : SHOWN_MILLISECONDS;
    let timer = setTimeout(() => toast.remove(), span);
    const pause = () => clearTimeout(timer);
    const resume = () => {
      clearTimeout(timer);
      timer = setTimeout(() => toast.remove(), span);
    };
    toast.addEventListener("pointerenter", pause);
    toast.addEventListener("focusin", pause);
    toast.addEventListener("pointerleave", resume);
    toast.addEventListener("focusout", resume);
    toast.querySelector("[data-toast-close]").hidden = false;
    while (list.children.length > MOST) list.firstElementChild.remove();
  };

  list.querySelectorAll("[data-toast]").forEach(start);
  list.addEventListener("click", (event) => {
    if (event.target.closest("[data-toast-close]")) {
      event.target.closest("[data-toast]").remove();
    }
  });

  // A fragment says `HX-Trigger: {"toast": {"text": "…", "undo": "/…/"}}`.
  document.addEventListener("toast", (event) => {
    const toast = fromTemplate("toast-template");
    toast.querySelector(".toast-text").textContent = event.detail.text;
    const form = toast.querySelector("form");
    if (event.detail.undo?.startsWith("/")) {
      form.action = event.detail.undo;
      form.elements.csrfmiddlewaretoken.value = window.weixi.token();
      form.hidden = false;
    } else {
      form.remove();
    }
    list.append(toast);
    start(toast);
  });
})();

// ---------- dialogs ----------
(() => {
  const open = (dialog) => {
    if (dialog && !dialog.open) dialog.showModal();
  };
  document.addEventListener("click", (event) => {
    if (event.target.closest("[data-print]")) window.print();
    const opener = event.target.closest("[data-dialog-open]");
    if (opener) open(document.getElementById(opener.dataset.dialogOpen));
    const shortcuts = event.target.closest("[data-shortcuts-open]");
    if (shortcuts && document.getElementById("shortcuts")) {
      event.preventDefault();
      open(document.getElementById("shortcuts"));
    }
    const closer = event.target.closest("[data-dialog-close]");
    if (closer) closer.closest("dialog")?.close();
    // A click beside the dialog falls on the dialog itself, through its backdrop.
    if (event.target.matches("dialog.dialog:not(#relogin, #stay)")) {
      const box = event.target.getBoundingClientRect();
      const inside =
        event.clientX >= box.left && event.clientX <= box.right &&
        event.clientY >= box.top && event.clientY <= box.bottom;
      if (!inside) event.target.close();
    }
  });
  // Back closes the dialog and leaves the page: an entry of its own in the history.
  const sheet = document.getElementById("dialog");
  const isEntry = () => history.state?.dialog === true;
  if (isEntry()) history.replaceState(null, "");
  let leaving = false;
  document.addEventListener("htmx:afterSwap", (event) => {
    const { target } = event.detail;
    if (target?.id !== "dialog-body" || !target.childElementCount) return;
    open(sheet);
    if (!isEntry()) history.pushState({ dialog: true }, "");
  });
  sheet?.addEventListener("close", () => {
    if (!isEntry() || leaving) return;
    leaving = true;
    history.back();
  });
  // Before htmx, which would load the page anew.
  window.addEventListener("popstate", (event) => {
    if (!leaving && !sheet?.open) return;
    event.stopImmediatePropagation();
    leaving = false;
    if (sheet.open) sheet.close();
  });
  document.addEventListener("dialog-close", () => {
    document.querySelectorAll("dialog[open]").forEach((dialog) => dialog.close());
  });
})();

// ---------- no network ----------
(() => {
  const banner = document.getElementById("offline");
  const show = () => {
    if (banner) banner.hidden = navigator.onLine;
  };
  window.addEventListener("online", show);
  window.addEventListener("offline", show);
  show();
})();

// ---------- the session has ended: sign in without leaving the page ----------
(() => {
  const { words, token, refreshTokens } = window.weixi;
  const dialog = document.getElementById("relogin");
  if (!dialog) return;
  const form = dialog.querySelector("form");
  const error = dialog.querySelector(".relogin-error");

  document.addEventListener("login-required", () => {
    if (!dialog.open) dialog.showModal();
    form.elements.password.focus();
  });

  const say = (text) => {
    error.textContent = text;
    error.hidden = !text;
  };

  const reasonIn = (html) => {
    const page = new DOMParser().parseFromString(html, "text/html");
    const said = page.querySelector(".alert-danger, .invalid-feedback, .errorlist");
    return said?.textContent.trim().replace(/\s+/g, " ");
  };

  form.addEventListener("submit", async (event) => {
    event.preventDefault();
    event.stopPropagation();
    say("");
    try {
      const answer = await fetch(form.action, {
        method: "POST",
        body: new FormData(form),
        headers: { "X-CSRFToken": token() },
        redirect: "manual",
      });
      form.elements.password.value = "";
      if (answer.type === "opaqueredirect") {
        refreshTokens();
        dialog.close();
        document.dispatchEvent(new Event("session-renewed"));
      } else {
        say(reasonIn(await answer.text()) || words("wrongPassword"));
      }
    } catch {
      say(words("offline"));
    }
  });
})();

// ---------- the session is about to end: ask in time, without asking the server ----------
(() => {
  const { words, token } = window.weixi;
  const WARNED_MILLISECONDS = 2 * 60 * 1000;
  const dialog = document.getElementById("stay");
  if (!dialog || dialog.dataset.left === "0") return;
  const error = dialog.querySelector(".stay-error");
  const tabs = new BroadcastChannel("weixi-session");
  let ends = Date.now() + Number(dialog.dataset.left) * 1000;
  let warned = false;
  let composing = false;
  document.addEventListener("compositionstart", () => { composing = true; });
  document.addEventListener("compositionend", () => { composing = false; });

  // The clock counts, not the timer: a laptop sleeps and a hidden tab dozes.
  const look = () => {
    const left = ends - Date.now();
    if (left <= 0) {
      ends = Infinity;
      dialog.close();
      document.dispatchEvent(new Event("login-required"));
    } else if (left <= WARNED_MILLISECONDS && !warned && !composing) {
      warned = true;
      dialog.showModal();
    }
  };

  const renewed = () => {
    ends = Date.now() + Number(dialog.dataset.seconds) * 1000;
    warned = false;
    error.hidden = true;
    dialog.close();
  };

  dialog.querySelector("form").addEventListener("submit", async (event) => {
    event.preventDefault();
    event.stopPropagation();
    try {
      const headers = { "X-CSRFToken": token(), "HX-Request": "true" };
      const answer = await fetch(event.target.action, { method: "POST", headers });
      if (answer.status === 204) {
        document.dispatchEvent(new Event("session-renewed"));
      } else {
        dialog.close();
        document.dispatchEvent(new Event("login-required"));
      }
    } catch {
      error.textContent = words("offline");
      error.hidden = false;
    }
  });

  document.addEventListener("session-renewed", () => {
    renewed();
    tabs.postMessage("renewed");
  });
  tabs.addEventListener("message", renewed);
  document.addEventListener("visibilitychange", look);
  setInterval(look, 1000);
})();
