/* The builder of rule sets: rows added, moved and removed by mouse or keyboard. */
"use strict";

(() => {
  const one = (selector, root = document) => root.querySelector(selector);
  const all = (selector, root = document) => [...root.querySelectorAll(selector)];

  const form = one("form[data-builder]");
  if (!form) return;

  /* ---------- rows ---------- */
  let added = 0;

  function add(button) {
    const kind = button.dataset.add;
    const holder = button.closest("[data-holder]");
    const blank = one(`template[data-blank="${kind}"]`).cloneNode(true);
    const mark = `new-${Date.now().toString(36)}${(added += 1)}`;
    blank.innerHTML = blank.innerHTML.replaceAll("__new__", mark).replaceAll("__parent__", holder.dataset.mark || "");
    const row = blank.content.firstElementChild;
    one("[data-rows]", holder).append(row);
    refresh();
    one("input:not([type=hidden]), select", row).focus();
  }

  function move(button, step) {
    const row = button.closest("[data-row]");
    const other = step < 0 ? row.previousElementSibling : row.nextElementSibling;
    if (!other) return;
    if (step < 0) other.before(row);
    else other.after(row);
    refresh();
    button.focus();
    row.scrollIntoView({ block: "nearest" });
  }

  function remove(button) {
    const row = button.closest("[data-row]");
    const trace = document.createElement("p");
    trace.className = "removed";
    const undo = document.createElement("button");
    undo.type = "button";
    undo.className = "btn btn-sm";
    undo.textContent = "撤销";
    undo.addEventListener("click", () => {
      trace.replaceWith(row);
      refresh();
      one("[data-remove]", row).focus();
    });
    trace.append(`已移除“${title(row) || "未命名"}”，保存后生效。`, undo);
    row.replaceWith(trace);
    refresh();
    undo.focus();
  }

  const title = (row) => {
    const field = one(`[name$="-${row.dataset.named || "name"}"]`, row);
    if (!field?.value) return "";
    return (field.selectedOptions ? field.selectedOptions[0].textContent : field.value).trim();
  };

  function refresh() {
    form.dispatchEvent(new Event("rows")); /* a page that knows more of its rows listens */
    for (const row of all("[data-title]", form)) row.textContent = title(row.closest("[data-row]")) || "未命名";
    ends();
  }

  function ends() {
    for (const list of all("[data-rows]", form)) {
      const items = [...list.children].filter((node) => node.matches("[data-row]"));
      items.forEach((row, at) => {
        const tools = [...row.children].flatMap((node) => (node.matches(".tools") ? [node] : node.matches(".bcard-head") ? all(".tools", node) : []))[0];
        one("[data-up]", tools).disabled = at === 0;
        one("[data-down]", tools).disabled = at === items.length - 1;
      });
    }
  }

  form.addEventListener("click", (event) => {
    const button = event.target.closest("button[data-add], button[data-up], button[data-down], button[data-remove]");
    if (!button) return;
    if (button.dataset.add) add(button);
    else if (button.dataset.up !== undefined) move(button, -1);
    else if (button.dataset.down !== undefined) move(button, 1);
    else remove(button);
    form.dispatchEvent(new Event("input", { bubbles: true })); /* leaving now would lose it */
  });
  form.addEventListener("input", refresh);
  form.addEventListener("change", refresh);
  form.addEventListener("keydown", (event) => {
    if (event.key === "Enter" && event.target.matches("input, select")) event.preventDefault(); /* only the button saves */
  });
  refresh();
  one(".bf.invalid :is(input:not([type=hidden]), select, textarea)", form)?.focus();

  /* ---------- a lost session or a closed page keeps what was typed ---------- */
  const key = `draft ${document.body.dataset.user} ${location.pathname}`;
  const typed = () => JSON.stringify([...new FormData(form)].filter(([name]) => name !== "csrfmiddlewaretoken"));
  const before = typed();
  const kept = sessionStorage.getItem(key);
  if (kept && kept !== before && !one(".errorlist, .msg", form)) offerKept(JSON.parse(kept));
  let keeping;
  form.addEventListener("input", () => {
    clearTimeout(keeping);
    keeping = setTimeout(() => sessionStorage.setItem(key, typed()), 300);
  });
  form.addEventListener("submit", () => {
    clearTimeout(keeping);
    sessionStorage.setItem(key, typed());
    sessionStorage.setItem("draft sent", key);
  });

  function offerKept(entries) {
    const strip = document.createElement("div");
    strip.className = "msg mb-3";
    strip.innerHTML = '<i class="ti ti-pencil" aria-hidden="true"></i><div class="msg-body">上次在这里填的内容没有保存。</div><button class="btn btn-sm" type="button">恢复</button><button class="btn btn-sm" type="button">不要了</button>';
    const [restore, drop] = all("button", strip);
    restore.addEventListener("click", () => {
      const post = document.createElement("form");
      post.method = "post";
      for (const [name, text] of [...entries, ["restore", "1"], ["csrfmiddlewaretoken", one('meta[name="csrf-token"]').content]]) {
        const input = document.createElement("input");
        Object.assign(input, { type: "hidden", name, value: text });
        post.append(input);
      }
      document.body.append(post);
      post.submit();
    });
    drop.addEventListener("click", () => {
      sessionStorage.removeItem(key);
      strip.remove();
    });
    form.prepend(strip);
  }
})();
