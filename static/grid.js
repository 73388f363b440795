/* The score grid: moving, pasting, saving cell by cell, and losing nothing when the line or the session is lost.

   What a cell is and becomes is said by cells.js. Whatever is typed and not confirmed is also kept in this browser. */
"use strict";

(() => {
  const root = document.getElementById("grid");
  if (!root) return;
  const { url, key, office, login, phone } = root.dataset;
  if (phone && matchMedia("(max-width: 767px)").matches && !new URLSearchParams(location.search).has("table")) location.replace(phone);
  const decimals = Number(root.dataset.decimals);
  const BATCH = 500; // cells in one request
  const PAUSE = 120; // ms that cells are gathered
  const PATIENCE = 20_000; // ms a request may take
  const DONE = root.dataset.done || "已评完";
  const COUNTED = root.dataset.counted; // how those who compete are counted: 个村
  const LOST = "网络中断";
  const EXPIRED = root.dataset.expired || "登录已过期，请在新窗口登录后点重试";

  const byId = (id) => document.getElementById(id);
  const columns = [...root.querySelectorAll("[data-f]")].map((th) => ({
    field: Number(th.dataset.f) || th.dataset.f,
    name: th.dataset.name,
    range: th.querySelector("span").textContent,
    isText: "text" in th.dataset,
    optional: "optional" in th.dataset,
  }));
  const rows = [...root.querySelectorAll("[data-e]")].map((tr) => {
    const label = tr.querySelector("th, .name");
    const row = {
      tr,
      entry: Number(tr.dataset.e),
      name: label.lastChild.textContent,
      open: !tr.classList.contains("lock"),
      due: "due" in tr.dataset,
      total: tr.querySelector(".tot"),
      status: tr.querySelector(".st"),
    };
    // by column; what does not apply to this row has no input
    row.slots = [...tr.querySelectorAll("input, .na")].map((node, at) => (node.matches("input") ? newCell(row, columns[at], node) : null));
    row.cells = row.slots.filter(Boolean);
    row.asked = row.cells.filter((cell) => !cell.column.optional);
    return row;
  });
  const cells = rows.flatMap((row) => row.cells);
  const cellOf = new Map(cells.map((cell) => [cell.input, cell]));
  const cellAt = new Map(cells.map((cell) => [name(cell), cell]));

  /* saved: what the server holds as far as we know; base: what it held when the person began to type; stood: what
     stood here when the last change was finished, for taking it back. */
  function newCell(row, column, input) {
    input.maxLength = Cells.longest(column);
    input.setAttribute("aria-label", `${row.name} ${column.name} ${column.range}`);
    const open = row.open && !input.readOnly;
    const held = input.defaultValue; // what stands in it may have been typed while this script was still on its way
    return { row, column, input, open, td: input.parentElement, saved: held, base: held, stood: held, state: "", message: "" };
  }
  function name(cell) {
    return `${cell.row.entry}:${cell.column.field}`;
  }
  const typed = (cell) => cell.input.value.trim();
  const same = (cell, a, b) => Cells.same(cell.column, a, b);
  const place = (cell) => `${cell.row.name} · ${cell.column.name}`;
  const inState = (state) => cells.filter((cell) => cell.state === state);

  /* ---------- what is typed and not confirmed stays in this browser ---------- */
  function readDrafts() {
    try {
      return JSON.parse(localStorage.getItem(key)) || {};
    } catch {
      return {}; // no storage, or something else in it: the grid works without
    }
  }
  function writeDrafts(drafts) {
    try {
      if (Object.keys(drafts).length) localStorage.setItem(key, JSON.stringify(drafts));
      else localStorage.removeItem(key);
    } catch {
      // full or forbidden: the cell itself still shows what is not saved
    }
  }
  const kept = new Set(); // cells of which this page wrote a draft: those of another page of the same sheet stay
  function remember(cell) {
    const at = name(cell);
    if (cell.state === "" && !kept.has(at)) return;
    const drafts = readDrafts();
    if (cell.state === "") {
      kept.delete(at);
      delete drafts[at];
    } else {
      kept.add(at);
      drafts[at] = [typed(cell), cell.base, cell.state === "refused" ? cell.message : ""];
    }
    writeDrafts(drafts);
  }
  function restore() {
    const drafts = readDrafts();
    for (const [at, draft] of Object.entries(drafts)) {
      const cell = cellAt.get(at);
      const found = cell ? Cells.afterDraft(cell, typed(cell), draft) : "drop";
      if (found === "drop") delete drafts[at];
      if (typeof found === "string") continue;
      const { value, base, state, message } = found;
      cell.input.value = value;
      cell.base = base;
      settle(cell, state, message || `${place(cell)}：${cell.row.status.textContent}，填的 ${value || "空白"} 没有存上`);
    }
    writeDrafts(drafts);
  }
  /** What was typed before this script ran: the form is closed to the browser's own memory, so a difference is a person's. */
  function catchUp() {
    for (const cell of cells.filter((each) => each.state === "" && typed(each) !== each.saved)) {
      changed(cell);
      if (cell.input !== document.activeElement) commit(cell);
    }
    const here = cellOf.get(document.activeElement);
    if (here) enter(here, here.saved);
  }

  /* ---------- saving ---------- */
  const waiting = new Set();
  let timer = 0;
  let sending = null;
  let savedAt = root.dataset.at;

  function settle(cell, state, message = "") {
    cell.state = state;
    cell.message = message;
    remember(cell);
    draw(cell);
  }

  /** The value as it now stands: in sync again, or on its way. */
  function commit(cell) {
    const next = Cells.afterLeaving(cell, typed(cell));
    if (!next) return;
    finished(cell);
    if (next === "sync") inSync(cell, cell.saved);
    if (next === "queue") queue(cell);
  }
  function inSync(cell, value) {
    cell.saved = cell.base = cell.stood = value;
    if (typed(cell) !== value) {
      cell.input.value = value;
      if (cell.input === document.activeElement) cell.input.select();
    }
    settle(cell, "");
  }
  function queue(cell) {
    const why = Cells.wrong(cell.column, typed(cell));
    if (why) return settle(cell, "refused", `${place(cell)}：${why}`);
    cell.input.value = Cells.tidied(cell.column, typed(cell), decimals);
    settle(cell, "saving");
    waiting.add(cell);
    clearTimeout(timer);
    timer = setTimeout(flush, PAUSE);
  }
  function flush() {
    clearTimeout(timer);
    if (!sending && waiting.size) {
      sending = send([...waiting].slice(0, BATCH)).finally(() => {
        sending = null;
        flush();
      });
    }
    return sending;
  }
  async function allSent() {
    while (flush()) await sending;
  }

  async function send(batch) {
    for (const cell of batch) {
      waiting.delete(cell);
      cell.sent = typed(cell);
    }
    let problem;
    const patience = new AbortController();
    const clock = setTimeout(() => patience.abort(), PATIENCE);
    try {
      const response = await fetch(url, {
        method: "POST",
        redirect: "manual",
        keepalive: batch.length < BATCH,
        signal: patience.signal,
        headers: { "Content-Type": "application/json", Accept: "application/json", "X-CSRFToken": token() },
        body: JSON.stringify({ cells: batch.map((c) => [c.row.entry, c.column.field, c.sent, c.base]) }),
      });
      if (response.ok) return received(batch, await response.json());
      if (response.type === "opaqueredirect" || [401, 403].includes(response.status)) problem = EXPIRED;
      else if (response.status === 404) problem = "这张表已不归您填写，请刷新页面";
      else problem = "系统没有存上，请稍后重试";
    } catch {
      problem = LOST;
    } finally {
      clearTimeout(clock);
    }
    for (const cell of batch) settle(cell, "failed", problem);
  }
  /* A log-in in another window gives a new token; the cookie has it, this page does not. */
  function token() {
    return document.cookie.match(/(?:^|; )csrftoken=([^;]+)/)?.[1] || document.querySelector('meta[name="csrf-token"]').content;
  }
  function received(batch, answer) {
    const sent = new Set(batch);
    savedAt = answer.at;
    for (const result of answer.cells) {
      const cell = cellAt.get(`${result.entry}:${result.field}`);
      sent.delete(cell);
      const [facts, next] = Cells.afterAnswer(cell, typed(cell), result);
      Object.assign(cell, facts);
      if (next === "settle") settle(cell, cell.state, cell.message);
      else if (next === "sync") inSync(cell, result.value);
      else if (cell.input === document.activeElement) settle(cell, "dirty");
      else queue(cell);
    }
    for (const cell of sent) settle(cell, "failed", "系统没有存上，请稍后重试");
  }
  function retry() {
    for (const cell of inState("failed")) queue(cell);
  }
  /** Give up the own value. */
  function revert(cell) {
    cell.input.value = cell.saved;
    inSync(cell, cell.saved);
  }
  /** Insist on the own value against what somebody else wrote. */
  function keep(cell) {
    cell.base = cell.saved;
    queue(cell);
  }

  window.addEventListener("online", retry);
  document.addEventListener("visibilitychange", () => {
    if (!document.hidden) return;
    const cell = cellOf.get(document.activeElement);
    if (cell) commit(cell);
    flush();
  });

  /* ---------- what the page shows ---------- */
  let drawing = 0;
  let notice = "";
  let pasted = null; // what the notice is about, to be taken back
  let said = "";

  function draw(cell) {
    const { classList, dataset } = cell.td;
    const troubled = Cells.TROUBLED.includes(cell.state);
    classList.toggle("miss", cell.open && !cell.column.optional && !typed(cell) && !troubled);
    classList.toggle("saving", cell.state === "saving");
    classList.toggle("fail", cell.state === "failed" || cell.state === "refused");
    classList.toggle("stale", cell.state === "stale");
    if (cell.state === "stale") dataset.theirs = cell.saved || "空";
    cell.input.setAttribute("aria-invalid", String(troubled));
    drawLater();
  }
  function drawLater() {
    if (!drawing) drawing = requestAnimationFrame(drawAll);
  }
  function drawAll() {
    drawing = 0;
    const sum = { due: 0, done: 0, given: 0, cells: 0, missing: 0, stored: 0 };
    for (const row of rows) drawRow(row, sum);
    const failed = inState("failed").length;
    const refused = inState("refused").length;
    const stale = inState("stale").length;
    words(byId("progress-words"), [
      [`${sum.done}/${sum.due}`, ` ${COUNTED}${DONE}`],
      sum.missing && ["，缺 ", `${sum.missing}`, " 格"],
      sum.given && ["，已提交 ", `${sum.given}`, ` ${COUNTED}`],
      failed && ["，", `${failed}`, " 格没存上"],
      refused && ["，", `${refused}`, " 格不能保存"],
      stale && ["，", `${stale}`, " 格待定"],
    ]);
    byId("filled").textContent = `${sum.cells - sum.missing}/${sum.cells}`;
    byId("filled-bar").value = sum.cells - sum.missing;
    drawSaveState(sum, failed);
    drawIssues();
    root.dispatchEvent(new Event("grid:drawn"));
  }
  function drawRow(row, sum) {
    const counts = Cells.counted(row.cells, typed);
    if (row.due) {
      sum.due += 1;
      sum.cells += counts.asked;
      sum.missing += counts.missing;
      sum.stored += counts.stored;
      if (Cells.isDone(counts)) sum.done += 1;
      if (!row.open && row.status.textContent === "已提交") sum.given += 1;
    }
    drawTotal(row);
    if (!row.open) return;
    const [text, tone] = Cells.badge(counts);
    row.status.replaceChildren(element("span", text || DONE, tone ? `bdg bdg-${tone}` : "plain"));
  }
  function drawTotal(row) {
    if (!row.total) return; // figures of different kinds have no sum
    const { text, given } = Cells.total(row.cells, typed, decimals);
    row.total.firstChild.textContent = text;
    row.total.classList.toggle("part", row.due && given < row.asked.length);
  }
  function drawSaveState(sum, failed) {
    const saving = inState("saving").length;
    let shown = [];
    if (saving) shown = [`正在存 ${saving} 格…`];
    else if (failed) shown = [icon("alert-triangle"), `${failed} 格没存上`];
    else if (sum.stored) shown = [icon("check"), `${sum.stored} 格已存 ${savedAt}`];
    byId("savestate").replaceChildren(...shown);
  }

  /* The strip under the grid: of each trouble the cell one was in last, else the first, with what can be done. */
  let last = null;
  const shownOf = (troubled) => (troubled.includes(last) ? last : troubled[0]);
  function drawIssues() {
    const parts = [];
    const [failed, stale, refused] = ["failed", "stale", "refused"].map(inState);
    if (failed.length) {
      const first = failed.find((cell) => cell.message === EXPIRED) || shownOf(failed);
      const expired = first.message === EXPIRED;
      const many = failed.length > 1 ? ` 等 ${failed.length} 格` : "";
      const part = [badge("没存上", "bad"), where(first, `${place(first)} ${typed(first) || "空白"}${many}，${first.message}`)];
      if (expired) part.push(link("登录", login));
      parts.push([...part, button("重试", retry, "refresh")]);
    }
    if (stale.length) {
      const first = shownOf(stale);
      const theirs = first.saved ? `${first.by || "他人"} ${first.at} 填 ${first.saved}` : "已被他人清空";
      const mine = typed(first) ? `您填 ${typed(first)}` : "您清空了";
      parts.push([
        badge("两处不一致", "info"),
        where(first, `${place(first)}，${mine}，${theirs}${more(stale)}`),
        button(`保留 ${typed(first) || "空白"}`, () => keep(first)),
        button(`改用 ${first.saved || "空白"}`, () => revert(first)),
      ]);
    }
    if (refused.length) {
      const first = shownOf(refused);
      const back = button(first.saved ? `改回 ${first.saved}` : "清空", () => revert(first));
      parts.push([badge("不能保存", "bad"), where(first, `${first.message}${more(refused)}`), back]);
    }
    if (notice) {
      const part = [element("span", notice, "where")];
      if (history.includes(pasted)) part.push(button("撤销", () => takeBack(pasted), "arrow-back-up"));
      parts.push([...part, button("知道了", () => tell(""))]);
    }
    const text = parts.flat().map((node) => node.textContent).join("|");
    if (text === said) return; // what is in it keeps the focus, and nothing is read out twice
    said = text;
    const strip = parts.flatMap((part, at) => (at ? [element("span", "", "gap"), ...part] : part));
    byId("issues").replaceChildren(...strip);
  }
  const more = (list) => (list.length > 1 ? `，另有 ${list.length - 1} 格` : "");
  function tell(text, changes = null) {
    notice = text;
    pasted = changes;
    drawLater();
  }

  function element(tag, text, className) {
    const made = document.createElement(tag);
    if (text) made.textContent = text;
    if (className) made.className = className;
    return made;
  }
  function icon(of) {
    const made = element("i", "", `ti ti-${of}`);
    made.setAttribute("aria-hidden", "true");
    return made;
  }
  const badge = (text, tone) => element("span", text, `bdg bdg-${tone}`);
  function button(text, action, of = "", className = "btn btn-sm") {
    const made = element("button", "", className);
    made.type = "button";
    if (of) made.append(icon(of));
    made.append(text);
    made.addEventListener("click", action);
    return made;
  }
  /** The phone page shows one row at a time, so it is told which one is wanted. */
  function reach(cell) {
    root.dispatchEvent(new CustomEvent("grid:reach", { detail: cell.row.tr }));
    cell.input.focus();
  }
  const where = (cell, text) => button(text, () => reach(cell), "", "link where");
  function link(text, href) {
    const made = element("a", text, "btn btn-sm");
    Object.assign(made, { href, target: "_blank", rel: "noopener" });
    return made;
  }
  function here(text, href) {
    const made = element("a", text, "btn btn-primary");
    made.href = href;
    return made;
  }
  /** Words in which every figure is bold. */
  function words(target, parts) {
    const shown = parts.filter(Boolean).flat();
    target.replaceChildren(...shown.map((text) => (/^[\d/]+$/.test(text) ? element("b", text) : text)));
  }

  /* ---------- typing and moving ---------- */
  function changed(cell) {
    if (cell.state !== "saving") settle(cell, Cells.afterTyping(cell, cell.input.value));
  }
  root.addEventListener("submit", (event) => event.preventDefault());
  function enter(cell, value) {
    cell.entered = { value, state: cell.state, message: cell.message };
  }
  root.addEventListener("focusin", ({ target }) => {
    const cell = cellOf.get(target);
    if (!cell) return;
    enter(cell, target.value);
    target.select();
    last = cell;
    drawIssues();
  });
  root.addEventListener("focusout", ({ target }) => {
    const cell = cellOf.get(target);
    if (cell?.state === "dirty") commit(cell);
  });
  root.addEventListener("input", (event) => {
    const cell = cellOf.get(event.target);
    if (cell && !event.isComposing) changed(cell);
  });
  root.addEventListener("compositionend", ({ target }) => cellOf.has(target) && changed(cellOf.get(target)));

  root.addEventListener("keydown", (event) => {
    const cell = cellOf.get(event.target);
    if (!cell || event.isComposing || event.altKey || event.metaKey) return;
    const { input } = cell;
    const row = rows.indexOf(cell.row);
    const column = columns.indexOf(cell.column);
    const all = input.selectionStart === 0 && input.selectionEnd === input.value.length;
    const caret = input.selectionStart === input.selectionEnd ? input.selectionStart : -1;
    const far = event.ctrlKey;
    const moves = {
      Enter: () => [row + (event.shiftKey ? -1 : 1), column],
      ArrowUp: () => [far ? 0 : row - 1, column],
      ArrowDown: () => [far ? rows.length - 1 : row + 1, column],
      ArrowLeft: () => (all || caret === 0) && [row, far ? 0 : column - 1],
      ArrowRight: () => (all || caret === input.value.length) && [row, far ? columns.length - 1 : column + 1],
      Home: () => [far ? 0 : row, 0],
      End: () => [far ? rows.length - 1 : row, columns.length - 1],
    };
    if (event.key === "Escape") {
      undo(cell);
    } else if (event.key in moves && !(event.shiftKey && event.key !== "Enter")) {
      const to = moves[event.key]();
      if (!to) return;
      event.preventDefault();
      if (event.key === "Enter") commit(cell);
      beyond(to, row, column)?.input.focus();
    }
  });

  /** The cell at a place; where nothing applies the next one the same way, after a leap the last one before it. */
  function beyond([down, right], row, column) {
    const turn = Math.abs(down - row) + Math.abs(right - column) > 1 ? -1 : 1;
    const steps = [Math.sign(down - row) * turn, Math.sign(right - column) * turn];
    while (rows[down]?.slots[right] === null && (steps[0] || steps[1])) {
      down += steps[0];
      right += steps[1];
    }
    return rows[down]?.slots[right];
  }

  /** Back to what stood here when the cell was entered. */
  function undo(cell) {
    const { value, state, message } = cell.entered;
    if (cell.state !== "dirty") return;
    if (!Cells.TROUBLED.includes(state)) return revert(cell);
    cell.input.value = value;
    settle(cell, state, message);
    cell.input.select();
  }

  /* ---------- pasting ---------- */
  /* A block from Excel fills cells from here to the right and down. Its empty cells leave alone what is there. What
     does not fit or would overwrite is shown before anything is written; what is no number of this column is shown
     and never put in. */
  root.addEventListener("paste", (event) => {
    const start = cellOf.get(event.target);
    if (!start) return;
    event.preventDefault();
    const block = Cells.blockOf(event.clipboardData.getData("text/plain").replace(/\r\n?/g, "\n").replace(/\n+$/, ""));
    const names = Cells.named(block, rows.map((row) => row.name));
    const found = planned(names ?? block, rows.indexOf(start.row), columns.indexOf(start.column), Boolean(names));
    const alone = block.length === 1 && block[0].length === 1;
    const hidden = root.classList.contains("ph-form"); // one entry in sight, the block goes to the others as well
    if (!found.length) return;
    if (alone) fill(found.map((each) => ({ ...each, odd: false }))); // as if typed: it stays there with the reason
    else if (names || hidden || found.some((each) => each.old || !each.cell || each.odd)) preview(found);
    else fill(found);
  });
  /** What a block would do, one for each of its cells that says something new: value, cell, old value, why (not).
   *  With names each line goes to the row of its name, wherever that stands, else from the cell one is in downwards. */
  function planned(block, top, left, byName) {
    const found = [];
    block.forEach((given, down) => {
      const [name, ...rest] = given;
      const line = byName ? rest : given;
      const row = byName ? rows.find((each) => each.name === name) : rows[top + down];
      line.forEach((value, right) => {
        if (!value) return;
        const cell = row?.slots[left + right];
        const column = columns[left + right];
        const called = row?.name ?? (byName ? name : `粘贴的第 ${down + 1} 行`);
        const at = `${called} · ${column?.name ?? `第 ${right + 1} 列`}`;
        if (byName && !row) found.push({ at, value, why: "表里没有这个名字，不填" });
        else if (cell === undefined) found.push({ at, value, why: "超出表格，不填" });
        else if (!cell?.open) found.push({ at, value, why: cell ? "不能改，不填" : "不适用，不填" });
        else if (!same(cell, value, typed(cell))) {
          const why = Cells.wrong(column, value) || Cells.tooMuch(column, value);
          found.push({ at, value, cell, old: typed(cell), why, odd: Boolean(why) });
        }
      });
    });
    return found;
  }
  function fill(found) {
    const into = found.filter((each) => each.cell && !each.odd);
    const done = [];
    together = done;
    for (const { cell, value } of into) {
      cell.input.value = value;
      if (cell.state !== "saving") settle(cell, "dirty");
      else finished(cell); // sent once the answer has come
      commit(cell);
    }
    together = null;
    if (done.length) history.push(done);
    const left = found.length - into.length;
    tell(found.length > 1 ? `粘贴：填入 ${into.length} 格${left ? `，${left} 格没有填入` : ""}` : "", done);
  }

  const PREVIEWED = 200; // cells in the list
  function preview(found) {
    const into = found.filter((each) => each.cell && !each.odd);
    const old = into.filter((each) => each.old);
    const empty = into.filter((each) => !each.old);
    const odd = found.filter((each) => each.odd);
    const left = found.filter((each) => !each.cell);
    const box = element("dialog", "", "paste");
    box.setAttribute("aria-labelledby", "paste-title");
    const title = element("h2", "粘贴以前先看一看");
    title.id = "paste-title";
    const told = element("p");
    words(told, [
      ["填入 ", `${into.length}`, " 格"],
      old.length && ["，其中 ", `${old.length}`, " 格改掉原来的"],
      odd.length && ["；", `${odd.length}`, " 格不是能填的数，不填"],
      left.length && ["；", `${left.length}`, " 格不填"],
      left.length && ["。行列对不上时，请先取消，选对左上角那一格再粘贴"],
    ]);
    const table = element("table", "", "dt");
    const head = table.createTHead().insertRow();
    for (const name of ["格", "原来", "粘贴", ""]) head.append(element("th", name));
    const body = table.createTBody();
    const listed = [...left, ...odd, ...old, ...empty];
    for (const each of listed.slice(0, PREVIEWED)) {
      const line = body.insertRow();
      line.append(element("td", each.at), element("td", each.old), element("td", each.value));
      line.append(element("td", each.why || (each.old ? "改掉原来的" : "填入"), each.why || each.old ? "mark" : ""));
    }
    const scroll = element("div", "", "table-scroll");
    scroll.append(table);
    const actions = element("div", "", "form-actions");
    const does = (text, some, className) =>
      button(text, () => {
        box.close();
        fill(some);
      }, "", className);
    const cancel = button("取消", () => box.close(), "", "btn");
    cancel.autofocus = true; // Enter, pressed by habit, writes nothing
    actions.append(cancel);
    const skipped = [...odd, ...left];
    if (old.length && empty.length) actions.append(does(`只填空着的 ${empty.length} 格`, [...empty, ...skipped], "btn"));
    if (into.length) { // with errors nothing is the default, the rest goes in on request
      const label = odd.length ? `只填其余 ${into.length} 格` : `填入 ${into.length} 格`;
      actions.append(does(label, found, odd.length ? "btn" : "btn btn-primary"));
    }
    if (odd.length || !into.length) {
      cancel.classList.add("btn-primary");
      cancel.textContent = "取消，改好再粘贴";
      actions.append(cancel); // the primary one stands last
    }
    box.append(title, told, scroll);
    if (listed.length > PREVIEWED) box.append(element("p", `另有 ${listed.length - PREVIEWED} 格没有列出`, "meta"));
    box.append(actions);
    box.addEventListener("close", () => box.remove());
    document.body.append(box);
    box.showModal();
  }

  /* ---------- taking back ---------- */
  /* Each finished change, or all of a paste together: [cell, what stood there, what was put there]. Taking back goes
     the way of every change, so what somebody else wrote meanwhile is shown and not lost. */
  const history = [];
  let together = null;
  function finished(cell) {
    const now = typed(cell);
    if (same(cell, now, cell.stood)) return;
    const change = [cell, cell.stood, now];
    if (together) together.push(change);
    else history.push([change]);
    cell.stood = now;
  }
  const standing = (changes) => changes.filter(([cell, , put]) => cell.open && same(cell, typed(cell), put));
  function takeBack(changes = history.findLast((each) => standing(each).length)) {
    if (!history.includes(changes)) return;
    history.splice(history.indexOf(changes), 1);
    const back = standing(changes);
    for (const [cell, stood] of back) {
      if (cell.state === "stale") {
        revert(cell); // never written: what somebody else wrote stands
        continue;
      }
      cell.input.value = cell.stood = stood;
      if (cell.state === "saving") continue; // sent once the answer has come
      if (cell.state === "failed") queue(cell); // it may have been written after all
      else commit(cell);
    }
    const left = changes.length - back.length;
    tell(`已撤销：${back.length} 格改回${left ? `，${left} 格后来又改过，没有动` : ""}`);
    if (back.length) reach(back[0][0]);
  }
  document.addEventListener("keydown", (event) => {
    if (event.key.toLowerCase() !== "z" || !(event.ctrlKey || event.metaKey) || event.shiftKey || event.altKey) return;
    const cell = cellOf.get(event.target);
    if (cell ? cell.state === "dirty" : event.target.closest("input, textarea, dialog")) return; // still being typed
    event.preventDefault();
    takeBack();
  });

  /* ---------- check and submit ---------- */
  const form = byId("submit-form");
  const dialog = byId("check");
  form?.addEventListener("submit", async (event) => {
    event.preventDefault();
    const cell = cellOf.get(document.activeElement);
    if (cell?.state === "dirty") commit(cell);
    await allSent();
    showCheck();
  });
  function showCheck() {
    const open = rows.filter((row) => row.open);
    const gaps = open.map((row) => [row, row.asked.filter((cell) => !typed(cell))]).filter(([, empty]) => empty.length);
    const troubled = cells.filter((cell) => cell.state);
    const ready = open.length - gaps.length;
    let text = `${open.length} ${COUNTED} ${open.reduce((sum, row) => sum + row.asked.length, 0)} 格都已填好。提交后锁定，如需修改须由主办单位（${office}）写明原因开锁。`;
    let list = [];
    let actions = [closer("取消"), button("确认提交", () => submit(false), "", "btn btn-primary")];
    if (troubled.length) {
      text = `还有 ${troubled.length} 格没有存好，请先处理，再提交。`;
      list = troubled.map((cell) => jump(cell, `${place(cell)} ${typed(cell) || "空白"}`));
      actions = [goOn(troubled[0], "去处理")];
    } else if (gaps.length) {
      const count = gaps.reduce((sum, [, empty]) => sum + empty.length, 0);
      text = `还有 ${gaps.length} ${COUNTED}缺 ${count} 格，填完才能提交。`;
      list = gaps.map(([row, empty]) => jump(empty[0], `${row.name}：${gapNames(empty)}`));
      actions = [goOn(gaps[0][1][0], "继续填写")];
      if (ready) actions.unshift(button(`先提交已评完的 ${ready} ${COUNTED}`, () => submit(true), "", "btn"));
    }
    const { first, firstUrl } = root.dataset; // what else comes before submitting
    if (first && !troubled.length) {
      text = `${first}，再提交。`;
      list = [];
      actions = [closer("取消"), here("去填", firstUrl)];
    }
    byId("check-words").textContent = text;
    byId("check-list").replaceChildren(...list);
    byId("check-actions").replaceChildren(...actions);
    dialog.showModal();
  }
  function gapNames(empty) {
    if (empty.length === empty[0].row.asked.length) return "未开始";
    const names = empty.slice(0, 4).map((cell) => cell.column.name).join("、");
    return empty.length > 4 ? `${names}等 ${empty.length} 格` : names;
  }
  const closer = (text) => button(text, () => dialog.close(), "", "btn");
  function goTo(cell) {
    dialog.close();
    reach(cell);
  }
  const goOn = (cell, text) => button(text, () => goTo(cell), "", "btn btn-primary");
  function jump(cell, text) {
    const item = element("li");
    item.append(button(text, () => goTo(cell), "", ""));
    return item;
  }
  function submit(leaveMissing) {
    if (!navigator.onLine) {
      byId("check-words").textContent = "网络中断，连上后再提交。填的分数都已保留。";
      return;
    }
    form.elements.leave_missing.value = leaveMissing ? "1" : "";
    form.submit();
  }

  restore();
  catchUp();
  drawAll();
})();
