/* The phone page: one entry at a time. grid.js knows the cells and saves them; here they are moved into the cards of
   the entry shown, each beside its slider, and moved back when another one comes. */
"use strict";

(() => {
  const root = document.getElementById("grid");
  if (!root?.classList.contains("ph-form")) return;
  const byId = (id) => document.getElementById(id);
  const entries = [...root.querySelectorAll("[data-e]")];
  const cards = [...root.querySelectorAll("#cards [data-f]")].map((node) => ({
    node,
    slide: node.querySelector(".slide"),
    slot: node.querySelector(".slot"),
  }));
  let at = -1;

  const inputOf = (card) => card.slot.querySelector("input");
  const isOpen = (entry) => !entry.classList.contains("lock");

  /* ---------- which entry is shown ---------- */
  function show(wanted) {
    document.activeElement?.blur(); // what was typed is on its way before its cell moves
    putBack();
    at = Math.max(0, Math.min(entries.length - 1, wanted));
    const entry = entries[at];
    for (const card of cards) {
      const cell = entry.querySelector(`[data-for="${card.node.dataset.f}"]`);
      card.node.hidden = !cell?.querySelector("input");
      if (cell) card.slot.append(cell);
      card.slide.disabled = !isOpen(entry) || Boolean(cell?.querySelector("input[readonly]"));
    }
    turn(true);
    byId("one-name").textContent = `${entry.querySelector("small").textContent}. ${entry.querySelector(".name").textContent}`;
    byId("place").textContent = `${at + 1}/${entries.length}`;
    byId("prev").disabled = at === 0;
    byId("next").firstChild.textContent = at === entries.length - 1 ? "看总览" : "下一个";
    const conflict = byId("conflict");
    if (conflict) conflict.search = `?phone&entry=${entry.dataset.e}`;
    refresh();
    window.scrollTo(0, 0);
  }
  function putBack() {
    if (at < 0) return;
    const home = entries[at].querySelector(".cells");
    for (const card of cards) home.append(...card.slot.children);
  }
  function turn(toOne) {
    byId("one").hidden = byId("nav-one").hidden = !toOne;
    byId("all").hidden = byId("nav-all").hidden = toOne;
  }
  function overview() {
    document.activeElement?.blur();
    turn(false);
    window.scrollTo(0, 0);
  }
  const next = () => (at === entries.length - 1 ? overview() : show(at + 1));
  /** The first entry that still lacks points, else the first. */
  function firstUndone() {
    const undone = entries.findIndex((entry) => isOpen(entry) && [...inputsOf(entry)].some((input) => !input.value.trim()));
    return undone < 0 ? 0 : undone;
  }
  const inputsOf = (entry) => (entry === entries[at] ? [...root.querySelectorAll(".slot input")] : entry.querySelectorAll("input"));

  /* ---------- sliders follow the numbers and the other way round ---------- */
  function refresh() {
    if (at < 0) return;
    for (const card of cards) {
      const input = inputOf(card);
      if (!input) continue;
      const value = input.value.trim();
      if (document.activeElement !== card.slide) card.slide.value = Number(readNumber(value).value ?? 0);
      card.slide.classList.toggle("unset", !value);
      card.slide.setAttribute("aria-valuetext", value ? `${value} 分` : "未填");
    }
    const entry = entries[at];
    const total = entry.querySelector(".tot .cell").textContent;
    byId("one-total").textContent = total ? `${total} 分` : "";
    byId("one-state").replaceChildren(...[...entry.querySelector(".st").childNodes].map((node) => node.cloneNode(true)));
  }
  root.addEventListener("grid:drawn", refresh);
  for (const card of cards) {
    card.slide.addEventListener("input", () => {
      const input = inputOf(card);
      input.value = card.slide.value;
      input.dispatchEvent(new Event("input", { bubbles: true }));
    });
    card.slide.addEventListener("change", () => inputOf(card).dispatchEvent(new FocusEvent("focusout", { bubbles: true })));
  }

  /* ---------- moving ---------- */
  byId("prev").addEventListener("click", () => show(at - 1));
  byId("next").addEventListener("click", next);
  byId("overview").addEventListener("click", overview);
  byId("back").addEventListener("click", () => show(at < 0 ? firstUndone() : at));
  for (const [place, entry] of entries.entries()) entry.querySelector(".ph-pick").addEventListener("click", () => show(place));
  root.addEventListener("grid:reach", ({ detail }) => {
    if (entries[at] !== detail || byId("one").hidden) show(entries.indexOf(detail));
  });

  /* Enter and the arrows go through the cards of this entry, page keys to the next entry. */
  document.addEventListener(
    "keydown",
    (event) => {
      if (byId("one").hidden || document.querySelector("dialog[open]") || event.isComposing) return;
      if (event.key === "PageDown" || event.key === "PageUp") {
        event.preventDefault();
        if (event.key === "PageDown") next();
        else if (at > 0) show(at - 1);
        if (!byId("one").hidden) root.querySelector("article:not([hidden]) .slot input")?.focus();
        return;
      }
      const here = cards.findIndex((card) => inputOf(card) === event.target);
      if (here < 0) return;
      const back = event.key === "ArrowUp" || (event.key === "Enter" && event.shiftKey);
      if (!back && event.key !== "ArrowDown" && event.key !== "Enter") return;
      event.preventDefault();
      event.stopPropagation(); // grid.js would go to the entry below
      let to = here + (back ? -1 : 1);
      while (cards[to]?.node.hidden) to += back ? -1 : 1;
      if (cards[to]) inputOf(cards[to]).focus();
      else byId(back ? "prev" : "next").focus();
    },
    true,
  );

  if (entries.some(isOpen)) show(firstUndone());
})();
