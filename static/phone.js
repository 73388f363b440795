/* The phone page: one entry at a time. grid.js knows the cells and saves them; here they are moved into the cards of
   the entry shown, each beside its slider and its steps, and moved back when another one comes. */
"use strict";

(() => {
  const root = document.getElementById("grid");
  if (!root?.classList.contains("ph-form")) return;
  const byId = (id) => document.getElementById(id);
  const entries = [...root.querySelectorAll("[data-e]")];
  const cards = [...root.querySelectorAll("#cards [data-f]")].map((node) => ({
    node,
    maximum: Number(node.dataset.max),
    slide: node.querySelector(".slide"),
    slot: node.querySelector(".slot"),
    steps: [...node.querySelectorAll("[data-step]")],
  }));
  const groups = [...root.querySelectorAll(".ph-group")];
  const { one } = byId("one").dataset;
  const SLOP = 8; // px a finger moves before it is known what it wants
  const KNOB = 24; // px, as in phone.css
  let at = -1;

  const inputOf = (card) => card.slot.querySelector("input");
  const isOpen = (entry) => !entry.classList.contains("lock");
  const nameOf = (entry) => entry.querySelector(".name").textContent;

  /* ---------- which entry is shown ---------- */
  byId("segs").append(...entries.map(() => document.createElement("i")));

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
      for (const step of card.steps) step.disabled = card.slide.disabled;
    }
    for (const group of groups) {
      const full = fullOf(cards.filter((card) => group.contains(card.node)));
      group.hidden = !full;
      group.querySelector(".ph-dim span").textContent = `${full} 分`;
    }
    turn(true);
    byId("one-name").textContent = `${entry.querySelector("small").textContent}. ${nameOf(entry)}`;
    byId("one-full").textContent = ` / ${fullOf(cards)}`;
    byId("place").textContent = at + 1;
    byId("prev").disabled = at === 0;
    byId("next").textContent = at === entries.length - 1 ? "看总览" : `下一${one}：${nameOf(entries[at + 1])}`;
    byId("declared").hidden = !("declared" in entry.dataset);
    byId("declared").search = `?entry=${entry.dataset.e}`;
    const conflict = byId("conflict");
    if (conflict) conflict.search = `?phone&entry=${entry.dataset.e}`;
    refresh();
    window.scrollTo(0, 0);
  }
  const fullOf = (some) => {
    const sum = some.filter((card) => !card.node.hidden).reduce((all, card) => all + card.maximum, 0);
    return Number(sum.toFixed(4));
  };
  function putBack() {
    if (at < 0) return;
    const home = entries[at].querySelector(".cells");
    for (const card of cards) home.append(...card.slot.children);
  }
  function turn(toOne) {
    byId("one").hidden = byId("nav-one").hidden = !toOne;
    byId("all").hidden = byId("nav-all").hidden = toOne;
    if (byId("conflict")) byId("conflict").hidden = !toOne;
  }
  function overview() {
    document.activeElement?.blur();
    turn(false);
    window.scrollTo(0, 0);
  }
  const next = () => (at === entries.length - 1 ? overview() : show(at + 1));
  /** The entry that the address asks for, else the first that still lacks points, else the first. */
  function firstWanted() {
    const asked = new URLSearchParams(location.search).get("entry");
    const wanted = entries.findIndex((entry) => entry.dataset.e === asked);
    return wanted < 0 ? firstUndone() : wanted;
  }
  function firstUndone() {
    const undone = entries.findIndex((entry) => isOpen(entry) && lacking(entry));
    return undone < 0 ? 0 : undone;
  }
  const lacking = (entry) => [...inputsOf(entry)].some((input) => !input.value.trim());
  const inputsOf = (entry) => (entry === entries[at] ? root.querySelectorAll(".slot input") : entry.querySelectorAll("input"));

  /* ---------- sliders follow the numbers and the other way round ---------- */
  function refresh() {
    if (at < 0) return;
    for (const card of cards) {
      const input = inputOf(card);
      if (!input) continue;
      const value = input.value.trim();
      const number = Number(readNumber(value).value ?? 0);
      if (document.activeElement !== card.slide) card.slide.value = number;
      card.slide.style.setProperty("--at", Math.max(0, Math.min(1, number / card.maximum)));
      card.slide.classList.toggle("unset", !value);
      card.slide.setAttribute("aria-valuetext", value ? `${value} 分` : "未填");
      card.node.classList.toggle("unset", !value && !card.slide.disabled);
    }
    const entry = entries[at];
    byId("one-total").textContent = entry.querySelector(".tot .cell").textContent || "0";
    byId("one-state").replaceChildren(...[...entry.querySelector(".st").childNodes].map((node) => node.cloneNode(true)));
    for (const [place, segment] of [...byId("segs").children].entries()) {
      segment.className = place === at ? "c" : lacking(entries[place]) && isOpen(entries[place]) ? "" : "d";
    }
  }
  root.addEventListener("grid:drawn", refresh);

  /** Into the number field, as if it were typed; saved when the hand has let go. */
  function give(card, number) {
    const input = inputOf(card);
    input.value = number === "" ? "" : String(Number(Number(number).toFixed(2)));
    input.dispatchEvent(new Event("input", { bubbles: true }));
  }
  const letGo = (card) => inputOf(card).dispatchEvent(new FocusEvent("focusout", { bubbles: true }));

  for (const card of cards) {
    card.slide.addEventListener("input", () => give(card, card.slide.value)); // arrow keys
    card.slide.addEventListener("change", () => letGo(card));
    for (const step of card.steps) step.addEventListener("click", () => move(card, Number(step.dataset.step)));
    slides(card, card.slide.parentElement);
  }
  /** A step up from nothing begins at 0, a step down at the maximum. */
  function move(card, by) {
    const now = inputOf(card).value.trim();
    const read = Number(readNumber(now).value ?? (by < 0 ? card.maximum : 0));
    give(card, Math.max(0, Math.min(card.maximum, read + by)));
    letGo(card);
  }

  /* A finger that goes up or down scrolls the page and sets nothing, wherever it starts (touch-action lets the browser
     have it); one that goes along the slider, or taps on it, means the slider. So does a mouse. */
  function slides(card, track) {
    let from = null;
    let slid = false;
    const pointed = (event) => {
      const box = card.slide.getBoundingClientRect();
      const share = (event.clientX - box.left - KNOB / 2) / (box.width - KNOB);
      const steps = Math.round((Math.max(0, Math.min(1, share)) * card.maximum) / Number(card.slide.step));
      return Math.min(card.maximum, steps * Number(card.slide.step));
    };
    track.addEventListener("pointerdown", (event) => {
      slid = false;
      if (card.slide.disabled || !event.isPrimary || event.button) return;
      from = { x: event.clientX, y: event.clientY, value: inputOf(card).value };
    });
    track.addEventListener("pointermove", (event) => {
      if (!from) return;
      const [along, across] = [Math.abs(event.clientX - from.x), Math.abs(event.clientY - from.y)];
      if (!slid && Math.max(along, across) < SLOP) return;
      if (!slid && across > along) return end();
      if (!slid) track.setPointerCapture(event.pointerId);
      slid = true;
      give(card, pointed(event));
    });
    const end = () => (from = null);
    track.addEventListener("pointerup", () => {
      if (from && slid) letGo(card);
      end();
    });
    track.addEventListener("pointercancel", () => {
      if (from && slid) give(card, from.value);
      end();
    });
    track.addEventListener("click", (event) => {
      if (slid || card.slide.disabled) return;
      give(card, pointed(event));
      letGo(card);
    });
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

  if (entries.some(isOpen) || new URLSearchParams(location.search).has("entry")) show(firstWanted());
})();
