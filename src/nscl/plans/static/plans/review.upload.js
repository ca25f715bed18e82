/* Each file is sent by itself, with its own progress and its own answer; one that is refused does not stop the others. */
"use strict";
(() => {
  const form = document.querySelector("form[data-upload]");
  if (!form) return;
  const input = form.querySelector("input[type=file]");
  const list = form.querySelector("[data-outcomes]");
  const button = form.querySelector("button.btn-primary");
  const token = form.querySelector("input[name=csrfmiddlewaretoken]").value;

  const element = (tag, css, words) => {
    const made = document.createElement(tag);
    if (css) made.className = css;
    if (words) made.textContent = words;
    return made;
  };

  function line(file) {
    const row = element("li");
    const body = element("div");
    const words = element("p", "", "Chờ đến lượt…");
    const bar = element("progress");
    bar.max = 100;
    bar.value = 0;
    bar.setAttribute("aria-label", `Đang tải ${file.name}`);
    body.append(element("b", "", file.name), words, bar);
    row.append(body);
    list.append(row);
    return { row, body, words, bar };
  }

  const limit = Number(form.dataset.limit);
  const megabytes = Math.round(limit / 1024 / 1024);

  function send(file, shown, force) {
    if (limit && file.size > limit) {
      const told = { message: `Tệp quá lớn (giới hạn ${megabytes} MB); hãy tách tệp rồi tải lên lại.` };
      answer(file, shown, told, 413);
      return Promise.resolve(told);
    }
    return new Promise((done) => {
      const request = new XMLHttpRequest();
      const data = new FormData();
      data.append("csrfmiddlewaretoken", token);
      data.append("files", file);
      if (force) data.append("force", "1");
      shown.words.textContent = "Đang tải lên…";
      request.upload.addEventListener("progress", (event) => {
        if (event.lengthComputable) shown.bar.value = Math.round(100 * event.loaded / event.total);
      });
      request.upload.addEventListener("load", () => {
        shown.bar.removeAttribute("value");
        shown.words.textContent = "Đang đọc văn bản…";
      });
      request.addEventListener("loadend", () => {
        let told = null;
        try { told = JSON.parse(request.responseText).files[0]; } catch { told = null; }
        answer(file, shown, told, request.status);
        done(told);
      });
      request.open("POST", form.action);
      request.setRequestHeader("Accept", "application/json");
      request.send(data);
    });
  }

  function answer(file, shown, told, status) {
    shown.bar.remove();
    const failed = status === 413 ? "Tệp quá lớn so với giới hạn của máy chủ; hãy tách tệp rồi tải lại." : "Không gửi được tệp này. Kiểm tra mạng, tải lại trang rồi thử lần nữa.";
    shown.row.className = told && told.url ? "ok" : "no";
    shown.words.textContent = told ? (told.url ? told.title : told.message) : failed;
    if (told && told.url) {
      const link = element("a", "btn btn-sm btn-primary", "Rà soát");
      link.href = told.url;
      shown.row.append(link);
    } else if (told && told.force) {
      const again = element("button", "btn btn-sm", "Vẫn tạo bản thảo");
      again.type = "button";
      again.addEventListener("click", async () => {
        again.remove();
        shown.row.className = "";
        shown.bar = element("progress");
        shown.bar.max = 100;
        shown.body.append(shown.bar);
        await send(file, shown, true);
      });
      shown.row.append(again);
    }
  }

  form.addEventListener("submit", async (event) => {
    const files = [...input.files];
    if (!files.length) return;
    event.preventDefault();
    button.disabled = true;
    list.replaceChildren();
    const rows = files.map(line);
    form.querySelector("[data-drop-list]").replaceChildren();
    input.value = "";
    let last = null;
    for (const [index, file] of files.entries()) last = await send(file, rows[index], false);
    button.disabled = false;
    if (files.length === 1 && last && last.url) location.assign(last.url);
  });
})();
