/* Passkeys: the browser's part of making one and of using one. A form with data-passkey="create|get|login" says what
   for; what the server asks is in data-options, or behind data-options-url. Refusals are said in the form. */
"use strict";
(() => {
  const each = (selector, act, within = document) => within.querySelectorAll(selector).forEach(act);
  const said = (form, name) => (form.querySelector(`[data-says="${name}"]`) || form.querySelector("[data-says=other]")).textContent;

  const bytes = (text) => Uint8Array.from(atob(text.replace(/-/g, "+").replace(/_/g, "/")), (c) => c.charCodeAt(0));
  const text = (buffer) => btoa(String.fromCharCode(...new Uint8Array(buffer))).replace(/\+/g, "-").replace(/\//g, "_").replace(/=+$/, "");
  const keys = (list) => (list || []).map((key) => ({ ...key, id: bytes(key.id) }));

  function asked({ publicKey }) {
    const question = { ...publicKey, challenge: bytes(publicKey.challenge) };
    if (publicKey.user) question.user = { ...publicKey.user, id: bytes(publicKey.user.id) };
    if (publicKey.excludeCredentials) question.excludeCredentials = keys(publicKey.excludeCredentials);
    if (publicKey.allowCredentials) question.allowCredentials = keys(publicKey.allowCredentials);
    return { publicKey: question };
  }

  function answered(credential) {
    const { response } = credential;
    const parts = {};
    ["clientDataJSON", "attestationObject", "authenticatorData", "signature", "userHandle"].forEach((name) => {
      if (response[name]) parts[name] = text(response[name]);
    });
    if (response.getTransports) parts.transports = response.getTransports();
    return {
      id: credential.id, rawId: text(credential.rawId), type: credential.type, response: parts,
      authenticatorAttachment: credential.authenticatorAttachment, clientExtensionResults: credential.getClientExtensionResults(),
    };
  }

  async function options(form) {
    if (form.dataset.options) return JSON.parse(form.dataset.options);
    const answer = await fetch(form.dataset.optionsUrl, { headers: { Accept: "application/json" } });
    if (!answer.ok) throw new Error(String(answer.status));
    return (await answer.json()).request_options;
  }

  async function start(form) {
    const wrong = form.querySelector("[data-passkey-error]");
    const button = form.querySelector("[data-passkey-start]");
    wrong.hidden = true;
    button.setAttribute("aria-busy", "true");
    try {
      const question = asked(await options(form));
      const making = form.dataset.passkey === "create";
      const credential = await (making ? navigator.credentials.create(question) : navigator.credentials.get(question));
      form.elements.credential.value = JSON.stringify(answered(credential));
      form.requestSubmit();
    } catch (error) {
      wrong.textContent = said(form, error.name);
      wrong.hidden = false;
      button.removeAttribute("aria-busy");
      button.focus();
    }
  }

  if (window.PublicKeyCredential) {
    each("form[data-passkey]", (form) => {
      form.hidden = false;
      const button = form.querySelector("[data-passkey-start]");
      button.hidden = false;
      each("[data-passkey-without]", (line) => { line.hidden = true; }, form);
      button.addEventListener("click", () => start(form));
      form.addEventListener("submit", (event) => {
        if (form.elements.credential.value) return;
        event.preventDefault();
        start(form);
      });
    });
  }
  each("[data-print]", (button) => { button.hidden = false; button.addEventListener("click", () => print()); });
})();
