// The visit screen: words at a tap, photos made small before they travel.
"use strict";

(() => {
  if (window.weixi.visit) return;
  const LONGEST_SIDE = 1600;
  const MOST_BYTES = 300 * 1024;
  const QUALITIES = [0.82, 0.7, 0.55, 0.4];
  const chosen = new WeakMap();

  // ---------- words at a tap ----------
  const insert = (box, phrase) => {
    const { selectionStart: start, selectionEnd: end, value } = box;
    const before = value.slice(0, start);
    const mark = /[\u3400-\u9fff]/.test(phrase) ? "，" : ", ";
    const joint = !before || /[，。；,.;\s]$/.test(before) ? "" : mark;
    box.setRangeText(joint + phrase, start, end, "end");
    box.dispatchEvent(new Event("input", { bubbles: true }));
  };
  document.addEventListener("click", (event) => {
    const button = event.target.closest("[data-phrase]");
    const box = button?.closest(".field").querySelector("textarea");
    if (box) insert(box, button.dataset.phrase);
    if (event.target.closest("dialog [data-visit-done]")) event.preventDefault();
  });

  // ---------- a line for the customer's words: opened, it takes the caret ----------
  document.addEventListener(
    "toggle",
    (event) => {
      const line = event.target;
      if (!line.matches?.("[data-line]")) return;
      const box = line.querySelector("textarea");
      if (line.open && document.activeElement === line.querySelector("summary")) box.focus();
    },
    true,
  );
  const openFilled = (root) => {
    root.querySelectorAll("[data-line]").forEach((line) => {
      if (line.querySelector("textarea").value) line.open = true;
    });
  };
  // ---------- a customer chosen may have a plan that this visit was ----------
  const offer = (form, pk) => {
    const place = form.querySelector("[data-offer]");
    // A tap on a choice tells of it twice: as its label, and as the button inside.
    if (!place || place.dataset.of === pk) return;
    place.dataset.of = pk;
    const url = `${place.dataset.offer}?customer=${encodeURIComponent(pk)}`;
    window.htmx.ajax("GET", url, { source: place, target: place, swap: "innerHTML" });
  };
  document.addEventListener("picked", (event) => {
    const { value, form } = event.target;
    if (form?.id === "visit-form") offer(form, value);
  });

  // ---------- an answer takes its error away ----------
  const recount = (form) => {
    const summary = form.querySelector(".error-summary");
    const left = summary?.querySelectorAll("li").length ?? 0;
    const link = form.querySelector("[data-to-errors]");
    if (left) {
      const text = link?.querySelector("[data-still]");
      if (text) text.textContent = text.dataset.still;
    } else {
      summary?.remove();
      link?.remove();
    }
  };
  const answered = (event) => {
    const form = event.target.form;
    const field = event.target.closest(".field, .visit-line");
    if (form?.id !== "visit-form" || !field) return;
    field.querySelectorAll(".invalid-feedback").forEach((error) => {
      if (error.id === "customer-error") error.textContent = "";
      else error.remove();
    });
    for (const each of [field, ...field.querySelectorAll(".is-invalid")]) {
      each.classList.remove("is-invalid");
    }
    event.target.removeAttribute("aria-invalid");
    form.querySelectorAll(".error-summary a").forEach((link) => {
      const about = document.getElementById(link.hash.slice(1));
      if (about && (field.contains(about) || about.contains(field))) link.closest("li").remove();
    });
    recount(form);
  };
  for (const answer of ["input", "change", "picked"]) document.addEventListener(answer, answered);
  document.addEventListener("click", (event) => {
    const link = event.target.closest("[data-to-errors]");
    const summary = link && document.querySelector("#visit-errors .error-summary");
    if (!summary) return;
    event.preventDefault();
    summary.scrollIntoView({ block: "center" });
    summary.focus({ preventScroll: true });
  });

  // The picker's choices are not in a fresh page: the customer of a draft is asked for.
  const recall = (form, entries) => {
    const place = form.querySelector("[data-known]");
    const pk = entries.find(([name]) => name === "customer")?.[1];
    if (!place || !/^\d+$/.test(pk ?? "")) return;
    delete form.restored;
    const how = { target: place, select: ".visit-who", swap: "outerHTML" };
    window.htmx.ajax("GET", place.dataset.known + pk, how);
    offer(form, pk);
  };
  document.addEventListener("draft:restored", (event) => {
    openFilled(event.target);
    if (event.target.restored) recall(event.target, event.detail.entries);
  });

  // ---------- photos ----------
  const scaled = (image) => {
    const factor = Math.min(1, LONGEST_SIDE / Math.max(image.width, image.height));
    const canvas = document.createElement("canvas");
    canvas.width = Math.max(1, Math.round(image.width * factor));
    canvas.height = Math.max(1, Math.round(image.height * factor));
    canvas.getContext("2d").drawImage(image, 0, 0, canvas.width, canvas.height);
    return canvas;
  };
  const jpeg = (canvas, quality) =>
    new Promise((done) => { canvas.toBlob(done, "image/jpeg", quality); });

  // What the browser cannot draw travels as it is: the server says what is wrong with it.
  const shrunk = async (file) => {
    try {
      const image = await createImageBitmap(file, { imageOrientation: "from-image" });
      const canvas = scaled(image);
      image.close();
      let blob = null;
      for (const quality of QUALITIES) {
        blob = await jpeg(canvas, quality);
        if (blob && blob.size <= MOST_BYTES) break;
      }
      return blob ? new File([blob], `${file.name.replace(/\.\w+$/, "")}.jpg`, { type: "image/jpeg" }) : file;
    } catch {
      return file;
    }
  };

  const show = (field) => {
    const files = chosen.get(field) ?? [];
    const list = field.querySelector("[data-thumbs]");
    list.querySelectorAll("img").forEach((image) => URL.revokeObjectURL(image.src));
    list.replaceChildren(
      ...files.map((file, index) => {
        const item = document.createElement("li");
        const image = document.createElement("img");
        const button = document.createElement("button");
        image.src = URL.createObjectURL(file);
        image.alt = file.name;
        button.type = "button";
        button.textContent = "✕";
        button.dataset.removePhoto = String(index);
        button.setAttribute("aria-label", `${list.dataset.remove}: ${file.name}`);
        item.append(image, button);
        return item;
      }),
    );
    const bag = new DataTransfer();
    files.forEach((file) => bag.items.add(file));
    field.querySelector("input[type='file']").files = bag.files;
  };

  document.addEventListener("change", async (event) => {
    const field = event.target.closest("[data-photos]");
    if (!field || event.target.type !== "file") return;
    const fresh = await Promise.all([...event.target.files].map(shrunk));
    const most = Number(field.dataset.most);
    const all = [...(chosen.get(field) ?? []), ...fresh];
    chosen.set(field, all.slice(0, most));
    show(field);
    if (all.length > most) {
      const note = document.createElement("li");
      note.className = "invalid-feedback";
      note.setAttribute("role", "alert");
      note.textContent = field.querySelector("[data-thumbs]").dataset.tooMany;
      field.querySelector("[data-thumbs]").append(note);
    }
  });
  document.addEventListener("click", (event) => {
    const button = event.target.closest("[data-remove-photo]");
    const field = button?.closest("[data-photos]");
    if (!field) return;
    chosen.get(field).splice(Number(button.dataset.removePhoto), 1);
    show(field);
  });

  const prepare = (root) => {
    root.querySelectorAll("[data-phrases]").forEach((row) => { row.hidden = false; });
    openFilled(root);
    root.querySelectorAll("form").forEach((form) => {
      if (form.restored) recall(form, form.restored);
    });
  };
  document.addEventListener("htmx:load", (event) => {
    const sheet = event.detail.elt;
    prepare(sheet);
    if (sheet.id !== "visit-sheet") return;
    const first = sheet.querySelector("[data-focus]");
    first?.focus({ preventScroll: true });
    first?.scrollIntoView({ block: "center" });
  });
  prepare(document);
  window.weixi.visit = { shrunk };
})();
