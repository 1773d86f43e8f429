// How forms are sent: once, never by an input method's Enter, also by Ctrl and Enter.
"use strict";

(() => {
  const { composing } = window.weixi;
  const GIVE_UP_MILLISECONDS = 15000;
  let composed = false;

  // Errors come from the server, all at once and in the reader's language.
  const prepare = (root) => {
    root.querySelectorAll("form").forEach((form) => {
      if (form.method === "post") form.noValidate = true;
    });
  };
  prepare(document);
  document.addEventListener("htmx:load", (event) => {
    prepare(event.detail.elt.parentElement ?? document);
  });

  document.addEventListener("compositionstart", () => { composed = true; });
  document.addEventListener("compositionend", () => {
    // Safari sends the Enter that ends a composition after its end.
    setTimeout(() => { composed = false; }, 50);
  });

  const release = (form) => {
    delete form.dataset.submitting;
    // A button in the page's head belongs to the form too, and to what took its place.
    const named = form.id ? document.querySelectorAll(`[form="${CSS.escape(form.id)}"]`) : [];
    for (const field of [...form.elements, ...named]) field.removeAttribute("aria-busy");
  };

  // In the capture phase: a second click must reach neither htmx nor the draft.
  document.addEventListener(
    "submit",
    (event) => {
      const form = event.target;
      if (composed || "submitting" in form.dataset) {
        event.preventDefault();
        event.stopImmediatePropagation();
        return;
      }
      if (form.method !== "post") return;
      form.dataset.submitting = "";
      const button =
        event.submitter ?? form.querySelector("button[type='submit'], button:not([type])");
      button?.setAttribute("aria-busy", "true");
      setTimeout(() => release(form), GIVE_UP_MILLISECONDS);
      // A listener further down may refuse; then nothing is under way.
      queueMicrotask(() => setTimeout(() => {
        if (event.defaultPrevented && !form.matches("[hx-post], [data-hx-post]")) release(form);
      }));
    },
    true,
  );
  document.addEventListener("htmx:afterRequest", (event) => {
    // A check that a field asks for meanwhile says nothing about the form. What asked,
    // not `detail.elt`: that is its parent once an answer has taken its place.
    const { elt } = event.detail.requestConfig;
    const form = elt.matches("button") ? elt.form : elt;
    if (form?.matches("form")) release(form);
  });
  window.addEventListener("pageshow", (event) => {
    if (event.persisted) document.querySelectorAll("form").forEach(release);
  });

  document.addEventListener("keydown", (event) => {
    if (event.key !== "Enter") return;
    if (composing(event)) {
      event.stopPropagation();
      return;
    }
    if (!(event.ctrlKey || event.metaKey)) return;
    const form = event.target.form ?? document.querySelector("form[data-draft]");
    if (!form || form.method !== "post") return;
    event.preventDefault();
    form.requestSubmit(form.querySelector("button[type='submit'].btn-primary"));
  }, true);
})();
