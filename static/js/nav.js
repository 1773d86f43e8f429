// Ways through the product: menus, the phone's sheet, the sidebar, and keys.
// Menus and sheet open without scripts too.
"use strict";

(() => {
  const YEAR_SECONDS = 365 * 24 * 3600;
  const menus = () => [...document.querySelectorAll("details[data-menu][open]")];

  document.addEventListener("click", (event) => {
    for (const menu of menus()) {
      const outside = !menu.contains(event.target);
      const sheet = "sheet" in menu.dataset && event.target.closest(".sheet") === null;
      if (outside || (sheet && !event.target.closest("summary"))) menu.open = false;
    }
  });
  document.addEventListener("keydown", (event) => {
    if (event.key !== "Escape") return;
    for (const menu of menus()) {
      menu.open = false;
      menu.querySelector("summary").focus();
    }
    show(false);
  });

  const sidebar = document.getElementById("sidebar");
  const opener = document.querySelector("[data-nav-open]");
  if (!sidebar || !opener) return;

  function show(open) {
    if (!sidebar || sidebar.classList.contains("is-open") === open) return;
    sidebar.classList.toggle("is-open", open);
    opener.setAttribute("aria-expanded", String(open));
    (open ? sidebar.querySelector("a[aria-current], li a") : opener)?.focus();
  }
  opener.setAttribute("aria-expanded", "false");
  document.addEventListener("click", (event) => {
    const opens = event.target.closest("[data-nav-open]");
    const closes = event.target.closest("[data-nav-close]");
    if (opens || closes) event.preventDefault();
    if (opens) show(true);
    else if (closes || !sidebar.contains(event.target)) show(false);
  });

  // Which groups are shut is a cookie too: "data-.settings+" for shut and open.
  sidebar.addEventListener("click", (event) => {
    const group = event.target.closest("summary")?.parentElement;
    if (!group) return;
    const said = window.weixi.cookie("weixi_groups").split(".");
    const rest = said.filter((each) => each && each.slice(0, -1) !== group.dataset.group);
    // The click has not turned it yet.
    rest.push(group.dataset.group + (group.open ? "-" : "+"));
    document.cookie = `weixi_groups=${rest.join(".")}; path=/; max-age=${YEAR_SECONDS}; samesite=lax`;
  });

  // Folded or not is a cookie, so that the server draws the page right at once.
  const fold = sidebar.querySelector("[data-nav-fold]");
  fold.hidden = false;
  fold.addEventListener("click", () => {
    const page = document.documentElement;
    const folded = page.dataset.sidebar !== "folded";
    if (folded) page.dataset.sidebar = "folded";
    else delete page.dataset.sidebar;
    fold.setAttribute("aria-expanded", String(!folded));
    const age = folded ? YEAR_SECONDS : 0;
    document.cookie = `weixi_sidebar=folded; path=/; max-age=${age}; samesite=lax`;
  });
})();

// ---------- keys: never while typing or composing; single ones can be switched off ----------
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
    else return /^[a-z1-9]$/.test(key) && press(key);
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

// Asks for the customers whose pages were opened last on this device, with today's rights.
document.addEventListener("DOMContentLoaded", () => {
  const place = document.querySelector("[data-recent]");
  const ids = window.weixi.store.get(`weixi-recent-${document.body.dataset.user ?? ""}`);
  if (place && ids) {
    const url = `${place.dataset.recent}?recent=${encodeURIComponent(ids)}`;
    window.htmx.ajax("GET", url, { target: place, swap: "innerHTML" });
  }
});

// ---------- tabs: the one that is open stands in view ----------
(() => {
  const show = () => {
    for (const tab of document.querySelectorAll(".tabs > [aria-current]")) {
      const bar = tab.closest(".tabs");
      bar.scrollLeft = tab.offsetLeft - bar.offsetLeft - (bar.clientWidth - tab.offsetWidth) / 2;
    }
  };
  show();
  document.addEventListener("htmx:afterSettle", show);
})();

// ---------- numbers in full: copied, hidden again, called with the tap that asked ----------
(() => {
  const SHOWN_MILLISECONDS = 5 * 60 * 1000;
  const isPhone = () => window.matchMedia("(pointer: coarse)").matches;

  const hide = (shown) => {
    const masked = shown.querySelector("template")?.content.firstElementChild;
    if (!masked || !shown.isConnected) return;
    shown.replaceWith(masked);
    window.htmx.process(masked);
    masked.querySelector("button")?.focus();
  };

  const copy = async (button) => {
    await navigator.clipboard.writeText(button.dataset.copy.replace(/\s+/g, ""));
    button.querySelector("[data-copy-word]").hidden = true;
    button.querySelector("[data-copied-word]").hidden = false;
  };

  document.addEventListener("click", (event) => {
    const copies = event.target.closest("[data-copy]");
    if (copies) copy(copies);
    const hides = event.target.closest("[data-mask]");
    if (hides) hide(hides.closest(".masked"));
  });

  document.addEventListener("htmx:afterSwap", (event) => {
    const { elt } = event.detail;
    if (!elt.matches?.(".masked")) return;
    for (const button of elt.querySelectorAll("[data-copy], [data-mask]")) {
      button.hidden = "copy" in button.dataset && !navigator.clipboard;
    }
    if (elt.querySelector("[data-mask]")) setTimeout(hide, SHOWN_MILLISECONDS, elt);
    // The call is recorded by now; where one cannot call, the link waits.
    if (isPhone()) elt.querySelector("a[data-dial]")?.click();
  });
})();
