/* While somebody is signed in: a warning before the session ends by itself, and nothing typed lost when it does.
   The script's own element says for how long (data-idle, minutes), where a sign of life goes (data-ping), where one
   signs in and out (data-login, data-logout) and whose session it is (data-who). On the sign-in page it has none. */
"use strict";
(() => {
  const own = document.currentScript.dataset;
  const LIMIT = Number(own.idle) * 60_000;
  const WARNING = 2 * 60_000;
  const SIGN = 60_000;
  const TYPED = "nscl:typed";
  const SEEN = "nscl:seen";
  const here = location.pathname + location.search;

  const each = (selector, act, within = document) => within.querySelectorAll(selector).forEach(act);
  const read = (store, key) => { try { return JSON.parse(store.getItem(key)); } catch { return null; } };
  const write = (store, key, value) => { try { store.setItem(key, JSON.stringify(value)); } catch { /* full, or forbidden */ } };
  const forget = () => { try { sessionStorage.removeItem(TYPED); } catch { /* forbidden */ } };

  /* What is typed is kept in this tab, by page and person; passwords, codes and files never are. */
  const forms = () => [...document.querySelectorAll("form:not([data-forget])")];
  const kept = (field) => field.name && !field.matches("[type=hidden], [type=password], [type=file], [type=submit], [autocomplete=one-time-code]");
  const name = (form, at) => `${form.id || form.getAttribute("action") || ""}#${at}`;
  function values(form) {
    const found = {};
    [...form.elements].filter(kept).forEach((field) => {
      const value = field.matches("[type=checkbox], [type=radio]") ? (field.checked ? field.value : null) : field.value;
      if (value !== null) (found[field.name] ||= []).push(value);
    });
    return found;
  }
  const touched = new Set();
  function keep(ended = false) {
    const typed = {};
    forms().forEach((form, at) => { if (touched.has(form)) typed[name(form, at)] = values(form); });
    if (Object.keys(typed).length) write(sessionStorage, TYPED, { page: here, who: own.who, ended, typed });
  }
  function fill(form, found) {
    let changed = false;
    const left = {};
    [...form.elements].filter(kept).forEach((field) => {
      if (!(field.name in found) && !field.matches("[type=checkbox], [type=radio]")) return;
      if (field.matches("[type=checkbox], [type=radio]")) {
        const wanted = (found[field.name] || []).includes(field.value);
        changed ||= field.checked !== wanted;
        field.checked = wanted;
        return;
      }
      const value = found[field.name][left[field.name] = (left[field.name] ?? -1) + 1];
      if (value === undefined || value === field.value) return;
      field.value = value;
      changed = true;
    });
    if (changed) { touched.add(form); form.dispatchEvent(new Event("nscl:restored", { bubbles: true })); }
    return changed;
  }
  function tell(words) {
    const place = document.getElementById("notices");
    if (!place) return;
    const notice = document.createElement("div");
    notice.className = "notice notice-info";
    const body = document.createElement("div");
    body.className = "notice-body";
    body.textContent = words;
    notice.append(body);
    place.prepend(notice);
    notice.scrollIntoView({ block: "nearest" });
  }
  function restore() {
    const saved = read(sessionStorage, TYPED);
    if (!saved) return;
    if (!saved.ended || saved.who !== own.who) { forget(); return; }
    if (saved.page !== here) return;
    const changed = forms().map((form, at) => saved.typed[name(form, at)] && fill(form, saved.typed[name(form, at)]));
    forget();
    if (changed.some(Boolean)) tell(document.querySelector("[data-restored]").textContent);
  }

  if (!own.who) { /* the page to sign in: whoever comes back finds what they had typed */
    const saved = read(sessionStorage, TYPED);
    if (saved) write(sessionStorage, TYPED, { ...saved, ended: true });
    return;
  }

  let pending;
  document.addEventListener("input", (event) => {
    const form = event.target.closest("form:not([data-forget])");
    if (!form) return;
    touched.add(form);
    clearTimeout(pending);
    pending = setTimeout(keep, 400);
  });
  document.addEventListener("submit", (event) => {
    clearTimeout(pending);
    if (event.target.matches("[data-sign-out]") || new URL(event.target.action).pathname === own.logout) { forget(); touched.clear(); return; }
    touched.delete(event.target);
    forget();
  });
  restore();

  /* Signing in again in another tab changes the mark against forgery; forms open here take the new one. */
  const mark = () => (document.cookie.match(/(?:^|; )csrftoken=([^;]+)/) || [])[1];
  document.addEventListener("submit", (event) => {
    const field = event.target.elements.csrfmiddlewaretoken;
    if (field && mark()) field.value = mark();
  }, true);
  document.addEventListener("htmx:configRequest", (event) => {
    if (!mark()) return;
    event.detail.headers["X-CSRFToken"] = mark();
    if (event.detail.parameters.csrfmiddlewaretoken) event.detail.parameters.csrfmiddlewaretoken = mark();
  });

  /* Idle: all tabs share one reckoning; whoever types or clicks is here, and now and then the server is told. */
  const shared = () => Number(read(localStorage, SEEN)) || 0;
  let told = Date.now();
  let acted = 0;
  const note = (when) => { if (when > shared()) write(localStorage, SEEN, when); };
  note(Date.now());
  async function sign(idle = "") {
    const asked = told = Date.now(); /* an answer that comes late says that somebody was here then, not now */
    const field = document.querySelector("[name=csrfmiddlewaretoken]");
    const token = mark() || (field && field.value);
    try {
      const answer = await fetch(own.ping, { method: "POST", headers: { "X-CSRFToken": token }, body: new URLSearchParams({ idle }), redirect: "manual" });
      if (answer.status === 204) note(asked);
      return answer.status === 204;
    } catch { return true; }
  }
  ["pointerdown", "keydown", "scroll"].forEach((kind) => document.addEventListener(kind, () => {
    if (dialog.open) return;
    acted = Date.now();
    note(acted);
    if (acted - told > SIGN) sign();
  }, { passive: true, capture: true }));
  document.addEventListener("htmx:afterRequest", (event) => { if (event.detail.successful) told = Date.now(); });

  const dialog = document.getElementById("idle");
  const minutes = dialog.querySelector("[data-minutes]");
  async function stay() {
    dialog.close();
    note(Date.now());
    if (!(await sign())) leave();
  }
  dialog.querySelector("[data-stay]").addEventListener("click", stay);
  dialog.addEventListener("cancel", (event) => { event.preventDefault(); stay(); });

  let leaving = false;
  async function leave() {
    if (leaving) return;
    leaving = true;
    keep(true);
    await sign("1");
    window.addEventListener("beforeunload", (event) => event.stopImmediatePropagation(), true);
    location.assign(`${own.login}?next=${encodeURIComponent(here)}`);
  }
  function look() {
    const now = Date.now();
    const rest = shared() + LIMIT - now;
    if (rest <= 0) { leave(); return; }
    if (acted > told && now - told > SIGN) sign();
    if (rest > WARNING) { if (dialog.open) dialog.close(); return; }
    minutes.textContent = String(Math.ceil(rest / 60_000));
    if (!dialog.open) dialog.showModal();
  }
  setInterval(look, 5_000);
})();
