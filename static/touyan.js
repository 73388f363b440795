/* 头雁: what every page needs in the browser. No inline handlers: everything is delegated from the document (CSP). */
"use strict";

(() => {
  const one = (selector, root = document) => root.querySelector(selector);
  const all = (selector, root = document) => [...root.querySelectorAll(selector)];

  /* ---------- htmx: forgery token, short addresses, words for what went wrong ---------- */
  document.addEventListener("htmx:configRequest", (event) => {
    const { detail } = event;
    if (detail.verb !== "get") detail.headers["X-CSRFToken"] = one('meta[name="csrf-token"]').content;
    if (detail.elt.matches("[data-filters]")) {
      for (const [name, value] of [...detail.formData.entries()]) if (value === "") detail.formData.delete(name);
    }
  });
  document.addEventListener("htmx:sendError", () => notify("error", "网络不通，刚才的操作没有完成，请稍后再试。"));
  document.addEventListener("htmx:responseError", (event) => {
    if (event.detail.xhr.status !== 401) notify("error", event.detail.xhr.status === 403 ? "没有权限，或页面已过期，请刷新后再试。" : "系统没有办成，请稍后再试。");
  });

  /** A message strip at the top of the content: level is success, info, warning or error. */
  function notify(level, text) {
    const strip = document.createElement("div");
    strip.className = `msg msg-${level}`;
    const mark = document.createElement("i");
    mark.className = `ti ti-${{ success: "check", error: "alert-triangle" }[level] || "info-circle"}`;
    mark.setAttribute("aria-hidden", "true");
    const body = document.createElement("div");
    body.className = "msg-body";
    body.textContent = text;
    const close = document.createElement("button");
    close.className = "close";
    close.type = "button";
    close.dataset.close = ".msg";
    close.innerHTML = '<i class="ti ti-x" aria-hidden="true"></i><span class="vh">关闭</span>';
    strip.append(mark, body, close);
    const place = one(".messages");
    for (const old of all(".msg", place)) if (old.textContent === strip.textContent) old.remove();
    place.append(strip);
    strip.scrollIntoView({ block: "nearest" });
  }
  window.touyan = { notify };

  /* ---------- clicks ---------- */
  document.addEventListener("click", (event) => {
    const target = event.target;
    const hit = (selector) => target.closest(selector);
    for (const menu of all("details.menu[open]")) if (!menu.contains(target)) menu.open = false;
    let found;
    if ((found = hit("[data-close]"))) found.closest(found.dataset.close).remove();
    else if ((found = hit("[data-dialog]"))) openDialog(found.dataset.dialog);
    else if ((found = hit("[data-close-dialog]"))) found.closest("dialog").close();
    else if ((found = hit("[data-side]"))) toggleSide(found);
    else if ((found = hit("[data-open]"))) found.setAttribute("aria-expanded", String(one(found.dataset.open).classList.toggle("open")));
    else if ((found = hit("[data-print]"))) window.print();
    else if ((found = hit("[data-calendar]"))) openCalendar(found.closest("[data-date]"));
    else if ((found = hit("[data-copy]"))) copy(one(found.dataset.copy));
    else if ((found = hit("[data-keep]"))) settle(found.closest(".compare"), false);
    else if ((found = hit("[data-take]"))) settle(found.closest(".compare"), true);
    else if (target.matches("dialog")) closeOnBackdrop(target, event);
  });
  document.addEventListener("keydown", (event) => {
    if (event.key !== "Escape") return;
    for (const menu of all("details.menu[open]")) {
      menu.open = false;
      one("summary", menu).focus();
    }
    if (document.body.classList.contains("side-open")) toggleSide(one("[data-side]"));
  });

  function openDialog(id) {
    const dialog = document.getElementById(id);
    one(".errors", dialog)?.replaceChildren();
    dialog.showModal();
    one("textarea, input:not([type=hidden])", dialog)?.focus();
  }

  /** The text of a field into the clipboard; where the browser forbids that, it is left selected. */
  async function copy(field) {
    field.select();
    try {
      await navigator.clipboard.writeText(field.value);
      notify("success", "已复制，可以粘贴到群里。");
    } catch {
      if (document.execCommand("copy")) notify("success", "已复制，可以粘贴到群里。");
      else notify("info", "请按 Ctrl+C 复制选中的文字。");
    }
  }

  function closeOnBackdrop(dialog, event) {
    const box = dialog.getBoundingClientRect();
    const inside = event.clientX >= box.left && event.clientX <= box.right && event.clientY >= box.top && event.clientY <= box.bottom;
    if (!inside && event.detail) dialog.close();
  }

  function toggleSide(button) {
    const open = document.body.classList.toggle("side-open");
    button.setAttribute("aria-expanded", String(open));
    if (open) one(".nav-main a")?.focus();
    else button.focus();
  }

  /* ---------- one box that ticks all shown boxes of a name (data-check-all) in its form or group ---------- */
  const boxesOf = (box) =>
    all(`input[type=checkbox][name="${box.dataset.checkAll}"]`, box.closest("[data-check-group]") || box.form).filter(
      (each) => !each.closest("[hidden]"), // nobody ticks unseen what a search hides
    );
  const showAll = (box) => {
    const ticked = boxesOf(box).filter((each) => each.checked).length;
    box.checked = ticked > 0 && ticked === boxesOf(box).length;
    box.indeterminate = ticked > 0 && !box.checked;
  };
  document.addEventListener("change", (event) => {
    const box = event.target;
    if (box.dataset?.checkAll) for (const each of boxesOf(box)) each.checked = box.checked;
    if (box.form) for (const each of all("[data-check-all]", box.form)) if (each !== box) showAll(each);
  });
  for (const box of all("[data-check-all]")) showAll(box);

  /* ---------- a day is text (2026-09-30); the browser's date field lends its calendar. core/values/dates.py reads alike ---------- */
  const DAY = /^(\d{4})\s*(?:年|[-./－．／–—])\s*(\d{1,2})\s*(?:月|[-./－．／–—])\s*(\d{1,2})\s*日?$|^(\d{4})(\d{2})(\d{2})$/;

  /** What was typed as 2026-09-30, "" if it is no day. */
  function asDay(text) {
    const plain = text.trim().replace(/[０-９]/g, (digit) => String.fromCharCode(digit.charCodeAt(0) - 0xfee0));
    const found = plain.match(DAY)?.filter((part) => part !== undefined);
    if (!found) return "";
    const [year, month, day] = found.slice(1).map(Number);
    const date = new Date(Date.UTC(year, month - 1, day));
    return date.getUTCMonth() === month - 1 && date.getUTCDate() === day ? date.toISOString().slice(0, 10) : "";
  }

  function openCalendar(field) {
    const [text, native] = all("input", field);
    native.value = asDay(text.value);
    try {
      native.showPicker();
    } catch {
      text.focus(); /* this browser opens none; the day can be typed */
    }
  }

  document.addEventListener("change", (event) => {
    const field = event.target.closest?.("[data-date]");
    if (!field) return;
    const [text, native] = all("input", field);
    if (event.target === native) {
      event.stopPropagation();
      text.value = native.value;
      text.dispatchEvent(new Event("input", { bubbles: true }));
      text.dispatchEvent(new Event("change", { bubbles: true }));
      text.focus();
    } else if (asDay(text.value)) text.value = asDay(text.value);
  }, true);

  /* ---------- a file: its name and size, and what is wrong with it before it is sent ---------- */
  const size = (bytes) => (bytes < 1024 * 1024 ? `${Math.max(1, Math.round(bytes / 1024))} KB` : `${(bytes / 1024 / 1024).toFixed(1)} MB`);
  document.addEventListener("change", (event) => {
    const field = event.target.closest?.("[data-file]");
    if (!field) return;
    const { files, accept } = event.target;
    const chosen = one(".file-chosen", field);
    const total = [...files].reduce((sum, file) => sum + file.size, 0);
    const names = files.length > 1 ? `${files.length} 个文件：${[...files].map((file) => file.name).join("、")}` : files[0]?.name;
    const endings = accept ? accept.toLowerCase().split(",") : [];
    const wrong = [...files].find((file) => endings.length && !endings.some((ending) => file.name.toLowerCase().endsWith(ending.trim())));
    chosen.textContent = !files.length ? "没有选文件" : wrong ? `“${wrong.name}”不是可以上传的类型，请另选` : `${names}（${size(total)}）`;
    chosen.classList.toggle("wrong", Boolean(wrong));
  });

  /* ---------- long forms have a list of their parts beside them ---------- */
  const PARTS_FROM = 3;
  for (const form of all("form.form")) {
    const heads = all("fieldset.group > legend", form).filter((head) => head.getClientRects().length);
    if (heads.length < PARTS_FROM || form.offsetHeight < window.innerHeight) continue;
    const list = document.createElement("nav");
    list.className = "form-parts no-print";
    list.setAttribute("aria-label", "本页各部分");
    const links = heads.map((head, at) => {
      const part = head.parentElement;
      part.id ||= `part-${at + 1}`;
      const link = document.createElement("a");
      link.href = `#${part.id}`;
      link.textContent = head.firstChild.textContent.trim();
      if (one(".invalid, .errorlist", part)) link.classList.add("wrong");
      return link;
    });
    list.append(...links);
    const wrap = document.createElement("div");
    wrap.className = "form-with-parts";
    form.before(wrap);
    wrap.append(form, list);
    const seen = () => {
      const at = heads.findLastIndex((head) => head.parentElement.getBoundingClientRect().top < 120);
      links.forEach((link, index) => link.toggleAttribute("aria-current", index === Math.max(at, 0)));
    };
    document.addEventListener("scroll", seen, { passive: true });
    seen();
  }

  /* ---------- filters: as you choose, and while you type ---------- */
  let typing;
  document.addEventListener("input", (event) => {
    const form = event.target.closest("[data-filters]");
    if (!form || !event.target.name || !event.target.matches("input:not([type=checkbox], [data-date] *)")) return;
    clearTimeout(typing);
    typing = setTimeout(() => form.dispatchEvent(new Event("refilter")), 400);
  });
  document.addEventListener("submit", (event) => {
    if (event.target.matches("[data-filters]") && !event.submitter?.name) {
      event.preventDefault();
      event.target.dispatchEvent(new Event("refilter"));
    }
  });

  /* The bar comes anew with its results; the filter in use is left alone: it has the focus, the cursor, half a word. */
  document.addEventListener("htmx:oobBeforeSwap", (event) => {
    const bar = event.target;
    const kept = bar.id === "filter-fields" && [...bar.children].find((field) => field.contains(document.activeElement));
    const fresh = kept && event.detail.fragment.firstElementChild;
    const place = fresh && [...fresh.children].findIndex((field) => field.id === kept.id);
    if (!kept?.id || place < 0) return;
    event.detail.shouldSwap = false;
    for (const field of [...bar.children]) if (field !== kept) field.remove();
    const fields = [...fresh.children];
    kept.before(...fields.slice(0, place));
    kept.after(...fields.slice(place + 1));
  });
  document.addEventListener("mouseover", (event) => {
    if (event.target.matches("[data-filters] select")) event.target.title = event.target.selectedOptions[0]?.text ?? "";
  });

  /* ---------- choosing from a long list ---------- */
  const combos = new WeakMap();

  function comboOf(node) {
    const root = node.closest?.("[data-combo]");
    if (!root) return null;
    if (!combos.has(root)) {
      const input = one("[role=combobox]", root);
      combos.set(root, { root, input, value: one("input[type=hidden]", root), list: one("[role=listbox]", root), at: -1, label: input.defaultValue });
    }
    return combos.get(root);
  }

  async function suggest(combo) {
    const asked = combo.input.value.trim();
    combo.asked = asked;
    const url = new URL(combo.root.dataset.combo, location.href);
    url.searchParams.set("q", asked === combo.label ? "" : asked);
    let found;
    try {
      const response = await fetch(url, { headers: { Accept: "application/json" } });
      if (!response.ok) throw new Error(response.status);
      found = await response.json();
    } catch {
      found = { results: [], error: "没有查到：网络不通或登录已失效，请刷新后再试" };
    }
    if (combo.asked !== asked || !combo.root.contains(document.activeElement)) return;
    combo.found = found.results;
    combo.at = -1;
    combo.list.replaceChildren(
      ...found.results.map((row, index) => {
        const item = document.createElement("li");
        item.id = `${combo.list.id}_${index}`;
        item.role = "option";
        item.dataset.index = index;
        item.append(row.text);
        if (row.hint) {
          const hint = document.createElement("span");
          hint.className = "hint";
          hint.textContent = row.hint;
          item.append(hint);
        }
        return item;
      }),
    );
    const note = found.error || (!found.results.length ? "没有符合的，换个词试试" : found.more ? "还有更多，请再输入几个字" : "");
    if (note) {
      const item = document.createElement("li");
      item.className = "hint";
      item.textContent = note;
      combo.list.append(item);
    }
    show(combo, true);
  }

  function show(combo, open) {
    combo.list.hidden = !open;
    combo.input.setAttribute("aria-expanded", String(open));
    if (!open) combo.input.removeAttribute("aria-activedescendant");
  }

  function move(combo, step) {
    const items = all("[role=option]", combo.list);
    if (!items.length) return;
    combo.at = (combo.at + step + items.length) % items.length;
    items.forEach((item, index) => item.setAttribute("aria-selected", String(index === combo.at)));
    items[combo.at].scrollIntoView({ block: "nearest" });
    combo.input.setAttribute("aria-activedescendant", items[combo.at].id);
  }

  function choose(combo, id, label) {
    const changed = combo.value.value !== String(id);
    combo.value.value = id;
    combo.input.value = combo.label = label;
    show(combo, false);
    if (changed) combo.value.dispatchEvent(new Event("change", { bubbles: true }));
  }

  document.addEventListener("input", (event) => {
    const combo = event.target.matches("[role=combobox]") && comboOf(event.target);
    if (!combo) return;
    clearTimeout(combo.timer);
    combo.timer = setTimeout(() => suggest(combo), 200);
  });
  document.addEventListener("keydown", (event) => {
    const combo = event.target.matches?.("[role=combobox]") && comboOf(event.target);
    if (!combo) return;
    const open = !combo.list.hidden;
    if (event.key === "ArrowDown" || event.key === "ArrowUp") {
      event.preventDefault();
      if (open) move(combo, event.key === "ArrowDown" ? 1 : -1);
      else suggest(combo);
    } else if (event.key === "Enter" && open) {
      event.preventDefault();
      const row = combo.found?.[Math.max(combo.at, 0)];
      if (row) choose(combo, row.id, row.text);
    } else if (event.key === "Escape" && open) {
      event.stopPropagation();
      show(combo, false);
    }
  }, true);
  document.addEventListener("mousedown", (event) => {
    const item = event.target.closest?.(".combo-list [role=option]");
    if (!item) return;
    event.preventDefault();
    const combo = comboOf(item);
    const row = combo.found[item.dataset.index];
    choose(combo, row.id, row.text);
  });
  document.addEventListener("focusout", (event) => {
    const combo = event.target.matches?.("[role=combobox]") && comboOf(event.target);
    if (!combo) return;
    show(combo, false);
    if (combo.input.value.trim() === "") choose(combo, "", "");
    else combo.input.value = combo.label; /* what was typed but not chosen is no choice */
  });
  document.addEventListener("change", (event) => {
    if (event.target.matches?.("[role=combobox]")) event.stopImmediatePropagation();
  }, true);

  /* ---------- somebody else saved first ---------- */
  function settle(box, take) {
    if (take) {
      const value = JSON.parse(box.dataset.value);
      const control = box.closest(".control");
      const combo = one("[data-combo]", control);
      if (combo) choose(comboOf(combo), value, value ? box.dataset.label : "");
      else setField(all(`[name="${box.dataset.compare}"]`, control), value);
    }
    box.classList.add("settled");
    one("p", box).textContent = take ? "已改用他人的，保存后生效。" : "保留您填的，保存后生效。";
    for (const button of all("button", box)) button.remove();
  }

  function setField(inputs, value) {
    const values = Array.isArray(value) ? value : [value];
    for (const input of inputs) {
      if (input.type === "checkbox" || input.type === "radio") input.checked = input.value === "on" || inputs.length === 1 ? value !== null : values.includes(input.value);
      else if (input.multiple) for (const option of input.options) option.selected = values.includes(option.value);
      else input.value = value ?? "";
      input.dispatchEvent(new Event("change", { bubbles: true }));
    }
  }

  /* ---------- nothing typed is lost: a warning before leaving, a draft over a lost session ---------- */
  const draftKey = () => `draft ${document.body.dataset.user} ${location.pathname}`;
  let dirty = Boolean(one("form[data-guard] :is(.errorlist, .compare, .msg-error)"));

  function typedIn(form) { /* data-undrafted: sensitive, not to be kept by the browser */
    const left = new Set(["csrfmiddlewaretoken", "version", "seen", ...all("[data-undrafted]", form).map((each) => each.name)]);
    return [...new FormData(form)].filter(([name, value]) => typeof value === "string" && !left.has(name));
  }

  one(":is(.field, .bf).invalid :is(input:not([type=hidden]), select, textarea)")?.focus();

  const drafted = one("form[data-draft]");
  if (document.body.dataset.user !== undefined) {
    const sent = sessionStorage.getItem("draft sent");
    /* another page of the shell, or the same with its good news: the form was accepted */
    if (sent && (sent !== draftKey() || one(".msg-success"))) sessionStorage.removeItem(sent);
    sessionStorage.removeItem("draft sent");
  }
  if (drafted) {
    const before = JSON.stringify(typedIn(drafted));
    const kept = sessionStorage.getItem(draftKey());
    if (kept && kept !== before && !one(".errorlist, .compare, .msg-error", drafted)) offerDraft(drafted, JSON.parse(kept));
    drafted.addEventListener("input", () => sessionStorage.setItem(draftKey(), JSON.stringify(typedIn(drafted))));
    drafted.addEventListener("change", () => sessionStorage.setItem(draftKey(), JSON.stringify(typedIn(drafted))));
    drafted.addEventListener("submit", () => sessionStorage.setItem("draft sent", draftKey()));
  }

  function offerDraft(form, entries) {
    const strip = document.createElement("div");
    strip.className = "msg mb-3";
    strip.innerHTML = '<i class="ti ti-pencil" aria-hidden="true"></i><div class="msg-body">上次在这里填的内容没有保存。</div><button class="btn btn-sm" type="button">恢复</button><button class="btn btn-sm" type="button">不要了</button>';
    const [restore, drop] = all("button", strip);
    restore.addEventListener("click", () => {
      for (const name of new Set(entries.map(([name]) => name))) {
        const values = entries.filter((entry) => entry[0] === name).map((entry) => entry[1]);
        const inputs = all(`[name="${name}"]`, form);
        const combo = inputs[0]?.closest("[data-combo]");
        if (combo) continue; /* its text is not kept; the person chooses again */
        setField(inputs, values.length === 1 && !inputs[0]?.multiple && inputs.length === 1 ? values[0] : values);
      }
      strip.remove();
      dirty = true;
    });
    drop.addEventListener("click", () => {
      sessionStorage.removeItem(draftKey());
      strip.remove();
    });
    form.prepend(strip);
  }

  document.addEventListener("input", (event) => {
    if (event.target.closest("form[data-guard]")) dirty = true;
  });
  /* A form goes once: the server does it once anyway (core/security/submissions.py), but a page shown once would be lost. */
  const SENT = 5_000; // ms
  const sent = new WeakSet();
  document.addEventListener("submit", (event) => {
    const form = event.target;
    if (event.defaultPrevented || form.method !== "post") return;
    if (sent.has(form)) event.preventDefault();
    else showBusy(event.submitter);
    sent.add(form);
    setTimeout(() => sent.delete(form), SENT);
  });
  /* What was pressed says that it is being done, for as long as nothing else says so. */
  function showBusy(button) {
    if (!button) return;
    button.classList.add("busy");
    button.setAttribute("aria-busy", "true");
    setTimeout(() => {
      button.classList.remove("busy");
      button.removeAttribute("aria-busy");
    }, SENT);
  }
  document.addEventListener("submit", (event) => {
    if (event.submitter?.name === "export") showBusy(event.submitter);
  });
  document.addEventListener("submit", (event) => {
    if (event.target.matches("form[data-guard]")) dirty = false;
    if (event.target.matches("form[data-logout]")) sessionStorage.clear();
  });
  window.addEventListener("beforeunload", (event) => {
    if (dirty) event.preventDefault();
  });

  /* ---------- widths that styles cannot know (CSP forbids style attributes) ---------- */
  function paint(root) {
    for (const node of all("[data-width]", root)) node.style.width = `${node.dataset.width}%`;
    for (const node of all("[data-left]", root)) node.style.left = `${node.dataset.left}%`;
  }
  paint(document);
  document.addEventListener("htmx:load", (event) => paint(event.detail.elt));

  /* ---------- a row is pressed as a whole: its link opens, or its details beside the table where there is room ---------- */
  const beside = window.matchMedia("(min-width: 1200px)");
  const OWN = "a, button, input, select, textarea, label, summary, dialog";
  document.addEventListener("click", (event) => {
    const row = event.target.closest(".dt tbody tr");
    const link = row && one("td.opens a[href]", row);
    const own = row && event.target.closest(OWN);
    if (!link || event.defaultPrevented || (row.contains(own) && own !== link)) return;
    const { ctrlKey, metaKey, shiftKey } = event;
    if (row.hasAttribute("hx-get") && beside.matches && !ctrlKey && !metaKey && !shiftKey) {
      event.preventDefault();
      for (const other of row.parentElement.children) other.classList.toggle("sel", other === row);
      row.dispatchEvent(new Event("beside"));
    } else if (own !== link && getSelection().isCollapsed) press(link, { ctrlKey, metaKey, shiftKey });
  });
  document.addEventListener("auxclick", (event) => {
    const row = event.button === 1 && !event.target.closest(OWN) && event.target.closest(".dt tbody tr");
    const link = row && one("td.opens a[href]", row);
    if (link) press(link, { ctrlKey: true });
  });

  function press(link, keys) {
    link.dispatchEvent(new MouseEvent("click", { bubbles: true, cancelable: true, ...keys }));
  }

  /* ---------- a table that is wider than its place says on which side there is more ---------- */
  const cue = (box) => {
    const right = box.scrollWidth - box.clientWidth - box.scrollLeft;
    box.classList.toggle("more-left", box.scrollLeft > 1);
    box.classList.toggle("more-right", right > 1);
    const pin = one("thead .pinned", box);
    const reach = pin && pin.getBoundingClientRect().right - box.getBoundingClientRect().right;
    box.classList.toggle("pin-stuck", right > 1 && pin !== null && Math.abs(reach) <= 1);
  };
  const sizes = new ResizeObserver((entries) => {
    for (const { target } of entries) cue(target.closest(".table-scroll"));
  });
  for (const table of all(".dt")) {
    if (table.closest(".table-scroll, .explain")) continue;
    const box = document.createElement("div");
    box.className = "table-scroll";
    table.before(box);
    box.append(table);
  }
  function watch() {
    for (const box of all(".table-scroll")) for (const node of [box, ...box.children]) sizes.observe(node);
  }
  document.addEventListener("scroll", (event) => {
    if (event.target.matches?.(".table-scroll")) cue(event.target);
  }, true);
  watch();
  document.addEventListener("htmx:load", watch);

  if (document.body.dataset.printNow !== undefined) window.addEventListener("load", () => window.print());
})();
