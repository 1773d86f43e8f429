// Menus, the phone's sheet and the sidebar; all of them open without scripts too.
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
