/* What makes the pages quicker to use. Everything here also works, more plainly, without it. */
"use strict";
(() => {
  const root = document.documentElement;
  root.classList.add("js");

  const each = (selector, act, within = document) => within.querySelectorAll(selector).forEach(act);

  /* Menus made of <details>: one open at a time, closed by Escape or a click elsewhere. */
  const menus = () => [...document.querySelectorAll("details[data-menu][open]")];
  document.addEventListener("click", (event) => {
    menus().forEach((menu) => { if (!menu.contains(event.target)) menu.open = false; });
    const close = event.target.closest("[data-close]");
    if (close) close.closest("[data-notice]").remove();
    const back = event.target.closest("a[data-back]");
    if (back && document.referrer.startsWith(location.origin) && history.length > 1) {
      event.preventDefault();
      history.back();
    }
  });
  document.addEventListener("keydown", (event) => {
    if (event.key !== "Escape") return;
    menus().forEach((menu) => { menu.open = false; menu.querySelector("summary").focus(); });
  });

  /* Notices can be put away. */
  const notices = (within) => each("[data-close]", (button) => { button.hidden = false; }, within);

  function tell(words) {
    const place = document.getElementById("notices");
    if (!place) return;
    const notice = document.createElement("div");
    notice.className = "notice notice-danger";
    const body = document.createElement("div");
    body.className = "notice-body";
    body.textContent = words;
    notice.append(body);
    place.replaceChildren(notice);
    place.scrollIntoView({ block: "nearest" });
  }

  /* A form is sent once, however often the button is pressed. */
  document.addEventListener("submit", (event) => {
    const form = event.target;
    if (!form.matches("form[data-once]")) return;
    if (form.dataset.sent) { event.preventDefault(); return; }
    form.dataset.sent = "1";
    each("button:not([type=button])", (button) => button.setAttribute("aria-busy", "true"), form);
  });
  window.addEventListener("pageshow", () => each("form[data-sent]", (form) => {
    delete form.dataset.sent;
    each("[aria-busy]", (button) => button.removeAttribute("aria-busy"), form);
  }));

  /* A table whose rows open: click anywhere on the row, or walk with the arrow keys. */
  const link = (row) => row && row.querySelector("a[href]");
  document.addEventListener("click", (event) => {
    const row = event.target.closest("table[data-opens] > tbody > tr");
    if (!row || event.defaultPrevented || event.target.closest("a, button, input, select, textarea, label, summary")) return;
    if (String(getSelection())) return;
    const target = link(row);
    if (!target) return;
    if (event.ctrlKey || event.metaKey) window.open(target.href, "_blank", "noopener");
    else target.click();
  });
  document.addEventListener("keydown", (event) => {
    const step = { ArrowDown: "nextElementSibling", ArrowUp: "previousElementSibling" }[event.key];
    const row = step && event.target.closest("table[data-opens] > tbody > tr");
    if (!row || event.target.closest("input, select, textarea")) return;
    let next = row[step];
    while (next && !link(next)) next = next[step];
    if (next) { event.preventDefault(); link(next).focus(); }
  });

  /* Files dropped on the field are listed before they are sent. */
  const size = (bytes) => bytes < 1024 * 1024
    ? `${Math.max(1, Math.round(bytes / 1024))} KB`
    : `${(bytes / 1024 / 1024).toFixed(1).replace(".", ",")} MB`;
  function fileDrop(place) {
    if (place.dataset.ready) return;
    place.dataset.ready = "1";
    const input = place.querySelector("input[type=file]");
    const list = place.querySelector("[data-drop-list]");
    const target = place.querySelector(".file-drop-target");
    place.querySelector("[data-drop-hint]").hidden = false;
    const show = () => list.replaceChildren(...[...input.files].map((file) => {
      const line = document.createElement("li");
      const weight = document.createElement("span");
      weight.textContent = size(file.size);
      line.append(file.name, weight);
      return line;
    }));
    input.addEventListener("change", show);
    ["dragenter", "dragover"].forEach((name) => target.addEventListener(name, (event) => {
      event.preventDefault();
      place.classList.add("over");
    }));
    ["dragleave", "drop"].forEach((name) => target.addEventListener(name, () => place.classList.remove("over")));
    target.addEventListener("drop", (event) => {
      event.preventDefault();
      const dropped = new DataTransfer();
      [...event.dataTransfer.files].slice(0, input.multiple ? undefined : 1).forEach((file) => dropped.items.add(file));
      input.files = dropped.files;
      input.dispatchEvent(new Event("change", { bubbles: true }));
    });
    show();
  }

  /* An enterprise chosen from the list under its field fills the fields; typing on makes it a typed one again. */
  document.addEventListener("click", (event) => {
    const choice = event.target.closest("[data-entity-choice]");
    if (!choice) return;
    const place = choice.closest("[data-entity]");
    const fill = (name, value) => { const field = place.querySelector(`[name$="${name}"]`); if (field) field.value = value; };
    fill("entity", choice.dataset.entityChoice);
    fill("entity_name", choice.dataset.name);
    fill("entity_tax_code", choice.dataset.taxCode);
    fill("entity_kind", choice.dataset.kind);
    place.querySelector("[data-entity-choices]").replaceChildren();
    place.querySelector("[data-entity-name]").focus();
  });

  /* The search box: "/" goes there, arrows walk its list, Escape puts the list away; "?" tells the keys. */
  const typing = (target) => target.closest("input, select, textarea, [contenteditable]");
  const box = document.querySelector("[data-find] input");
  const hits = document.querySelector("[data-find] .find-hits");
  if (box) {
    document.addEventListener("keydown", (event) => {
      if (event.ctrlKey || event.metaKey || event.altKey || typing(event.target)) return;
      if (event.key === "/") { event.preventDefault(); box.focus(); box.select(); }
      if (event.key === "?") location.assign(document.querySelector("[data-keys]").href);
    });
    box.form.addEventListener("keydown", (event) => {
      if (event.key === "Escape") { hits.replaceChildren(); box.focus(); return; }
      const step = { ArrowDown: 1, ArrowUp: -1 }[event.key];
      const list = [box, ...hits.querySelectorAll("a")];
      if (!step || list.length < 2) return;
      event.preventDefault();
      const at = Math.max(list.indexOf(document.activeElement), 0);
      list[Math.min(Math.max(at + step, 0), list.length - 1)].focus();
    });
    document.addEventListener("click", (event) => { if (!box.form.contains(event.target)) hits.replaceChildren(); });
    box.form.addEventListener("focusout", (event) => {
      if (event.relatedTarget && !box.form.contains(event.relatedTarget)) hits.replaceChildren();
    });
  }

  /* A frame is a stop of the Tab key only while there is something to scroll in it. */
  const frames = () => each(".table-frame", (frame) => {
    if (frame.scrollWidth > frame.clientWidth || frame.scrollHeight > frame.clientHeight) frame.tabIndex = 0;
    else frame.removeAttribute("tabindex");
  });
  window.addEventListener("resize", frames);

  function enhance(within) {
    notices(within);
    frames();
    each("[data-file-drop]", fileDrop, within);
  }
  enhance(document);
  document.addEventListener("htmx:load", (event) => enhance(event.detail.elt));
  document.addEventListener("htmx:sendError", () => tell("Không gửi được: máy đang mất mạng hoặc máy chủ chưa trả lời. Kiểm tra mạng rồi thử lại; những gì đã gõ vẫn còn trên trang."));
  document.addEventListener("htmx:responseError", (event) => {
    if (event.detail.xhr.status >= 500) tell("Hệ thống gặp lỗi. Chờ một phút rồi thử lại; những gì đã gõ vẫn còn trên trang.");
  });
})();
