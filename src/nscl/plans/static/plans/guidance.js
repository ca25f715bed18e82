/* Quick entry keeps what is typed on this device until the server says it is saved: a dead spot, a closed tab, a
   refusal lose nothing. The form names its draft (data-keep: person and page); the address says what was saved (xong). */
"use strict";
(() => {
  const KEEP = 3 * 24 * 3600 * 1000;
  const read = (key) => { try { return JSON.parse(localStorage.getItem(key)); } catch { return null; } };
  const write = (key, value) => { try { localStorage.setItem(key, JSON.stringify(value)); } catch { /* full, or forbidden */ } };
  const drop = (key) => { try { localStorage.removeItem(key); } catch { /* forbidden */ } };
  const PREFIX = "nscl:guidance:";

  const saved = new URLSearchParams(location.search).get("xong");
  try {
    Object.keys(localStorage).filter((key) => key.startsWith(PREFIX)).forEach((key) => {
      const draft = read(key);
      if (!draft || draft.khoa === saved || Date.now() - draft.at > KEEP) drop(key);
    });
  } catch { /* forbidden */ }

  const form = document.querySelector("form[data-keep]");
  if (!form) return;
  const key = PREFIX + form.dataset.keep;
  const fields = () => [...form.elements].filter((f) => f.name && !f.matches("[type=file], [type=submit], button, [name=csrfmiddlewaretoken], [name=tep_cho], [name=tep_bo]"));

  function tell(words) {
    const place = document.getElementById("notices");
    const notice = document.createElement("div");
    notice.className = "notice notice-info";
    const body = document.createElement("div");
    body.className = "notice-body";
    body.textContent = words;
    notice.append(body);
    place.replaceChildren(notice);
    notice.scrollIntoView({ block: "nearest" });
  }
  function keep() {
    const typed = {};
    fields().forEach((f) => {
      if (f.matches("[type=checkbox], [type=radio]")) { if (f.checked) (typed[f.name] ||= []).push(f.value); }
      else (typed[f.name] ||= []).push(f.value);
    });
    write(key, { khoa: form.elements.khoa.value, at: Date.now(), typed });
  }
  function restore() {
    const draft = read(key);
    if (!draft || form.querySelector(".is-invalid, .field-wrong, .notice")) return;
    let changed = false;
    fields().forEach((f) => {
      const values = draft.typed[f.name] || [];
      if (f.matches("[type=checkbox], [type=radio]")) {
        const wanted = values.includes(f.value);
        changed ||= f.checked !== wanted;
        f.checked = wanted;
      } else if (values.length && f.value !== values[0]) {
        changed ||= f.type !== "hidden";
        f.value = values[0];
      }
    });
    if (changed) tell(form.dataset.restoredWords);
  }
  let pending;
  form.addEventListener("input", () => { clearTimeout(pending); pending = setTimeout(keep, 300); });
  form.addEventListener("click", (event) => { if (event.target.closest("[data-entity-choice]")) setTimeout(keep, 50); });
  form.querySelector("[data-let-go]").addEventListener("click", () => { clearTimeout(pending); drop(key); });
  form.addEventListener("submit", (event) => {
    clearTimeout(pending);
    keep();
    if (navigator.onLine) return;
    event.preventDefault();
    event.stopPropagation();
    tell(form.dataset.offline);
  }, true);
  restore();
})();
