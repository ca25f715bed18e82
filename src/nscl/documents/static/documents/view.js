/* Arrow and page keys turn the pages of a file; the next page is fetched ahead. Links do the same without this. */
"use strict";
(() => {
  const link = (name) => document.querySelector(`[data-viewer] [data-key=${name}]`);
  const keys = { ArrowLeft: "prev", PageUp: "prev", ArrowRight: "next", PageDown: "next" };
  document.addEventListener("keydown", (event) => {
    const name = keys[event.key];
    if (!name || event.altKey || event.ctrlKey || event.metaKey || event.target.closest("input, select, textarea, pre")) return;
    const target = link(name);
    if (target) { event.preventDefault(); target.click(); }
  });
  const picture = document.querySelector("[data-viewer] .sheet > img");
  if (picture && link("next")) {
    new Image().src = picture.src.replace(/(\d+)\.png$/, (_, number) => `${Number(number) + 1}.png`);
  }
})();
