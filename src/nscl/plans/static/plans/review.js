/* Reviewing a draft with a script: both sides light up together, a selection becomes an item, fields save by themselves. */
"use strict";
(() => {
  const review = document.querySelector("[data-review]");
  const base = review && review.dataset.review;
  const doc = document.getElementById("van-ban");
  const read = document.getElementById("da-doc");
  const wide = matchMedia("(min-width: 60.01rem)");
  const csrf = () => document.querySelector("input[name=csrfmiddlewaretoken]").value;

  /* Light: hover or focus on one side shows the other. */
  let lit = [];
  function light(keys) {
    lit.forEach((element) => element.classList.remove("lit"));
    lit = keys.flatMap((key) => [
      ...document.querySelectorAll(`[data-i~="${CSS.escape(key)}"]`),
      document.getElementById(key),
    ]).filter(Boolean);
    lit.forEach((element) => element.classList.add("lit"));
  }
  function keysAt(target) {
    const marked = target.closest("[data-i]");
    if (marked) return marked.dataset.i.split(" ");
    const item = target.closest("article.item, .head dl > div[id], .unread-list li, #head-title");
    return item && item.id ? [item.id] : [];
  }
  const follow = (event) => { if (review && event.target.closest) light(keysAt(event.target)); };
  document.addEventListener("mouseover", follow);
  document.addEventListener("focusin", follow);

  /* A click on tinted words goes to the card, unless words are being selected. */
  if (doc) doc.addEventListener("click", (event) => {
    const marked = event.target.closest(".t[data-i]");
    if (!marked || String(getSelection())) return;
    const key = marked.dataset.i.split(" ").find((k) => document.getElementById(k));
    if (key) go(key);
  });
  function go(key) {
    const target = document.getElementById(key);
    if (!target) return;
    hush();
    const folded = target.closest("details:not([open])");
    if (folded) folded.open = true;
    if (location.hash === `#${key}`) target.scrollIntoView({ block: "nearest" });
    else location.hash = key;
    target.focus({ preventScroll: true });
  }

  /* The panes keep step: when what one shows has gone out of the other's sight, that one follows. */
  let leading = null, waiting = 0, quiet = 0;
  const hush = () => { quiet = Date.now() + 1000; };
  const steps = (pane, other, find, partner) => {
    if (!pane) return;
    ["pointerenter", "focusin", "wheel", "touchstart"].forEach((name) => pane.addEventListener(name, () => { leading = pane; }, { passive: true }));
    pane.addEventListener("scroll", () => {
      if (leading !== pane || !wide.matches || Date.now() < quiet) return;
      clearTimeout(waiting);
      waiting = setTimeout(() => {
        const box = pane.getBoundingClientRect();
        const line = box.top + box.height * 0.3;
        const near = [...pane.querySelectorAll(find)].find((element) => element.getBoundingClientRect().bottom >= line);
        const match = near && document.getElementById(partner(near.id));
        if (match && match.getClientRects().length) show(match, other);
      }, 140);
    }, { passive: true });
  };
  function show(element, pane) {
    const outer = pane.getBoundingClientRect(), inner = element.getBoundingClientRect();
    if (inner.top >= outer.top + 48 && inner.top <= outer.bottom - 80) return;
    pane.scrollTo({ top: pane.scrollTop + inner.top - outer.top - outer.height * 0.3 });
  }
  steps(doc, read, ".ms .m", (id) => id.slice(2));
  steps(read, doc, "article.item[id]", (id) => (id === "thong-tin-chung" ? "s-head-title" : `s-${id}`));

  /* n and p walk through what is doubtful. */
  document.addEventListener("keydown", (event) => {
    if (event.key === "Escape") { put(); return; }
    if (!review || event.ctrlKey || event.metaKey || event.altKey) return;
    if (event.target.closest("input, textarea, select, [contenteditable]")) return;
    if (event.key !== "n" && event.key !== "p") return;
    const doubtful = [...read.querySelectorAll("article.doubtful")];
    if (!doubtful.length) return;
    event.preventDefault();
    const here = doubtful.findIndex((item) => item.contains(document.activeElement) || item.matches(":target"));
    const step = event.key === "n" ? 1 : -1;
    const next = doubtful[here < 0 ? (step > 0 ? 0 : doubtful.length - 1) : (here + step + doubtful.length) % doubtful.length];
    go(next.id);
    if (doc) { const mark = document.getElementById(`s-${next.id}`); if (mark && wide.matches) show(mark, doc); }
  });

  /* A selection in the document offers to become an item. Positions count characters, not UTF-16 units. */
  const KINDS = [["chi-tieu", "target", "chỉ tiêu"], ["nhiem-vu", "task", "nhiệm vụ"], ["muc-ho-tro", "supportrule", "mức hỗ trợ"],
    ["dieu-kien", "eligibility", "điều kiện"], ["trach-nhiem", "duty", "trách nhiệm"], ["thoi-han", "deadline", "thời hạn"], ["du-toan", "budgetline", "dòng dự toán"]];
  let floating = null, place = null;
  function put() { if (floating) { floating.remove(); floating = null; } }
  const characters = (text) => [...text].length;
  function selected() {
    const selection = getSelection();
    if (!selection.rangeCount || selection.isCollapsed || !String(selection).trim()) return null;
    const range = selection.getRangeAt(0);
    const sheet = doc && doc.querySelector(".sheet");
    if (!sheet || !range.intersectsNode(sheet)) return null;
    const spans = [...sheet.querySelectorAll("[data-s]")].filter((run) => range.intersectsNode(run)).map((run) => part(run, range)).filter(([from, to]) => from < to);
    return spans.length ? { start: spans[0][0], end: spans[spans.length - 1][1], box: () => range.getBoundingClientRect() } : null;
  }
  /* The stretch of one run that lies inside the range, as positions in the document's text. */
  function part(run, range) {
    const at = Number(run.dataset.s), text = run.textContent;
    const from = run.contains(range.startContainer) && range.startContainer.nodeType === Node.TEXT_NODE ? range.startOffset : 0;
    let to = text.length;
    if (run.contains(range.endContainer)) to = range.endContainer.nodeType === Node.TEXT_NODE ? range.endOffset : (range.endOffset ? text.length : 0);
    return [at + characters(text.slice(0, from)), at + characters(text.slice(0, to))];
  }
  function offer({ start, end, box }) {
    put();
    floating = document.createElement("div");
    floating.className = "floating";
    floating.setAttribute("role", "group");
    floating.setAttribute("aria-label", "Thêm đoạn đã chọn thành");
    const words = document.createElement("p");
    words.textContent = "Thêm thành";
    floating.append(words, ...KINDS.map(([slug, code, name]) => {
      const button = document.createElement("button");
      button.type = "button";
      button.className = code;
      button.textContent = name;
      button.addEventListener("click", () => { add(`${base}them/?loai=${slug}&tu=${start}&den=${end}`); });
      return button;
    }));
    document.body.append(floating);
    place = () => beside(box());
    place();
  }
  function beside(box) {
    const size = floating.getBoundingClientRect();
    const top = box.bottom + 8 + size.height < innerHeight ? box.bottom + 8 : Math.max(8, box.top - size.height - 8);
    floating.style.setProperty("top", `${top}px`);
    floating.style.setProperty("left", `${Math.max(8, Math.min(box.left, innerWidth - size.width - 8))}px`);
  }
  function add(address) {
    put();
    getSelection().removeAllRanges();
    if (!wide.matches && location.hash !== "#da-doc") location.hash = "da-doc";
    htmx.ajax("GET", address, { target: "#them", swap: "innerHTML" });
  }
  if (doc) {
    document.addEventListener("selectionchange", () => { if (floating && !floating.contains(document.activeElement) && !selected()) put(); });
    ["mouseup", "keyup", "touchend"].forEach((name) => doc.addEventListener(name, (event) => {
      if (event.key === "Escape") return;
      setTimeout(() => { const span = selected(); if (span) offer(span); }, 10);
    }));
    doc.addEventListener("scroll", () => { if (floating) place(); }, { passive: true });
    window.addEventListener("scroll", () => { if (floating) place(); }, { passive: true });
    doc.addEventListener("click", (event) => {
      const plus = event.target.closest("a.add");
      if (!plus || event.ctrlKey || event.metaKey) return;
      event.preventDefault();
      event.stopImmediatePropagation();
      const span = new URL(plus.href).searchParams;
      offer({ start: Number(span.get("tu")), end: Number(span.get("den")), box: () => plus.getBoundingClientRect() });
      floating.querySelector("button").focus();
    }, true);
  }

  /* Fields save by themselves after a pause. What is not saved yet is never left without asking. */
  const pending = new Map();
  const unsent = new Set();
  function say(form, words, bad = false) {
    const place = form.querySelector("[data-saved]");
    if (!place) return;
    place.textContent = words;
    place.classList.toggle("not", bad);
  }
  function ready(form) {
    const close = form.querySelector("[data-close-form]");
    if (close && form.matches("[data-autosave]")) close.textContent = "Đóng";
  }
  function errors(form, told) {
    form.querySelectorAll(".field-error[data-auto]").forEach((e) => e.remove());
    form.querySelectorAll(".is-invalid").forEach((e) => { e.classList.remove("is-invalid"); e.removeAttribute("aria-invalid"); });
    Object.entries(told).forEach(([name, messages]) => {
      const input = form.elements[name];
      if (!input || !input.classList) return;
      input.classList.add("is-invalid");
      input.setAttribute("aria-invalid", "true");
      const line = document.createElement("p");
      line.className = "field-error";
      line.dataset.auto = "";
      line.textContent = messages.join(" ");
      input.before(line);
    });
  }
  async function save(form) {
    clearTimeout(pending.get(form));
    pending.delete(form);
    if (form.dataset.saving) { form.dataset.again = "1"; return; }
    form.dataset.saving = "1";
    say(form, "Đang lưu…");
    const data = new FormData(form);
    data.set("autosave", "1");
    try {
      const answer = await fetch(form.action, { method: "POST", body: data, headers: { Accept: "application/json" } });
      await answered(form, answer);
    } catch {
      say(form, "Chưa lưu được: kiểm tra mạng. Chữ bạn gõ vẫn còn ở đây.", true);
      pending.set(form, setTimeout(() => save(form), 8000));
    }
    delete form.dataset.saving;
    if (form.dataset.again) { delete form.dataset.again; save(form); }
  }
  async function answered(form, answer) {
    const kind = answer.headers.get("Content-Type") || "";
    if (!kind.includes("json")) {
      say(form, answer.status === 403 || answer.redirected ? "Chưa lưu: phiên làm việc đã hết. Mở trang đăng nhập ở thẻ khác rồi bấm Lưu." : "Chưa lưu được. Bấm Lưu để thử lại; chữ bạn gõ vẫn còn.", true);
      return;
    }
    const told = await answer.json();
    if (answer.ok) {
      form.elements.version.value = told.version;
      errors(form, {});
      if (!pending.has(form) && !form.dataset.again) unsent.delete(form);
      say(form, `Đã lưu ${told.saved}`);
      const bar = document.querySelector(".review-bar [data-saved]");
      if (bar) bar.textContent = `Đã lưu ${told.saved}`;
    } else if (answer.status === 409) {
      unsent.delete(form);
      const place = document.createElement("div");
      place.innerHTML = told.html;
      const both = place.firstElementChild;
      form.closest("article").replaceWith(both);
      htmx.process(both);
      unsent.add(both.querySelector("form"));
      both.focus();
    } else {
      errors(form, told.errors || {});
      say(form, "Chưa lưu: còn ô cần sửa.", true);
    }
  }
  document.addEventListener("input", (event) => {
    const form = event.target.closest("form[data-autosave], form[data-keep]");
    if (!form) return;
    unsent.add(form);
    if (!form.matches("[data-autosave]")) return;
    say(form, "…");
    clearTimeout(pending.get(form));
    pending.set(form, setTimeout(() => save(form), 1200));
  });
  document.addEventListener("submit", (event) => {
    clearTimeout(pending.get(event.target));
    pending.delete(event.target);
    unsent.delete(event.target);
  }, true);
  document.addEventListener("click", (event) => {
    const close = event.target.closest("[data-close-form]");
    const form = close && close.closest("form[data-autosave]");
    if (form && unsent.has(form) && !confirm("Còn chữ chưa lưu trong mục này. Đóng và bỏ phần chưa lưu?")) {
      event.preventDefault();
      event.stopImmediatePropagation();
    } else if (close) {
      unsent.delete(close.closest("form"));
      clearTimeout(pending.get(close.closest("form")));
    }
  }, true);
  window.addEventListener("beforeunload", (event) => {
    if ([...unsent].some((form) => form.isConnected)) event.preventDefault();
  });

  let added = false;
  document.addEventListener("submit", (event) => { if (event.target.closest("#them")) added = true; }, true);
  ["htmx:responseError", "htmx:sendError"].forEach((name) => document.addEventListener(name, (event) => {
    added = false;
    const form = event.detail.elt && event.detail.elt.closest && event.detail.elt.closest("form[data-autosave], form[data-keep]");
    if (form) unsent.add(form);
  }));

  /* A session that has ended must not put the sign-in page into a card: what was typed stays where it is. */
  document.addEventListener("htmx:beforeSwap", (event) => {
    if (!new URL(event.detail.xhr.responseURL || location.href).pathname.startsWith("/tai-khoan/")) return;
    event.detail.shouldSwap = false;
    const notice = document.createElement("div");
    notice.className = "notice notice-danger";
    notice.textContent = "Phiên làm việc đã hết. Đăng nhập lại ở một thẻ khác rồi bấm lại nút vừa rồi; chữ bạn gõ vẫn còn trên trang.";
    document.getElementById("notices").replaceChildren(notice);
  });

  /* After a swap the eye and the keyboard are where the work is. */
  document.addEventListener("htmx:load", (event) => {
    const element = event.detail.elt;
    if (!element.matches || !element.matches("article.item")) return;
    element.querySelectorAll("form").forEach(ready);
    const wrong = element.querySelector("form .is-invalid, form .notice-danger");
    if (wrong) unsent.add(wrong.closest("form"));
    if (!element.matches(".editing")) {
      if (added) { added = false; hush(); element.focus({ preventScroll: true }); if (wide.matches) show(element, read); else element.scrollIntoView({ block: "center" }); }
      return;
    }
    const field = element.querySelector(".is-invalid, input:not([type=hidden]):not([type=radio]), select, textarea, a");
    if (field) field.focus({ preventScroll: true });
    hush();
    if (read && wide.matches) show(element, read);
    else element.scrollIntoView({ block: "nearest" });
  });
  document.querySelectorAll("form[data-autosave]").forEach(ready);
})();
