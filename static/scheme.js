/* What the builder of schemes adds to that of rule sets: sums as you type, which fields are used, what rows offer. */
"use strict";

(() => {
  const one = (selector, root = document) => root.querySelector(selector);
  const all = (selector, root = document) => [...root.querySelectorAll(selector)];

  const form = one("form[data-builder]");
  if (!form) return;

  const title = (row) => {
    const field = one(`[name$="-${row.dataset.named || "name"}"]`, row);
    return (field?.value || "").trim();
  };
  const rows = (kind) => all(`[data-row="${kind}"]`, form);
  const mark = (row) => one("input[type=hidden]", row).value;
  const value = (row, name) => one(`[name$="-${name}"]`, row)?.value ?? "";
  const figure = (text) => Number(readNumber(String(text)).value ?? 0);
  const tidy = (number) => String(Math.round(number * 1e4) / 1e4);

  form.addEventListener("rows", () => {
    sums();
    for (const row of rows("component")) showUsed(row, used.component(row));
    for (const row of rows("measure")) showUsed(row, used.measure(row, row.closest('[data-row="component"]')));
    for (const row of rows("award")) showUsed(row, used.award(row));
    for (const row of rows("bonus")) showUsed(row, used.bonus(row));
    offer();
  });

  function sums() {
    let total = 0;
    for (const dimension of rows("dimension")) {
      const sum = all('[data-row="indicator"]', dimension).reduce((sum, row) => sum + figure(value(row, "maximum")), 0);
      one('[data-sum="dimension"]', dimension).textContent = tidy(sum);
      total += sum;
    }
    for (const place of all('[data-sum="indicators"]', form)) place.textContent = tidy(total);
    const weights = rows("component").reduce((sum, row) => sum + (value(row, "combine") === "sum" ? 0 : figure(value(row, "weight"))), 0);
    const full = figure(one('[name="full_mark"]', form).value);
    const gap = tidy(full - weights);
    const state = gap === "0" ? "等于满分" : gap > 0 ? `还差 ${gap} 分` : `超出 ${-gap} 分`;
    for (const place of all('[data-sum="weights"]', form)) {
      place.textContent = `权重合计 ${tidy(weights)} 分，${state}`;
      place.classList.toggle("off", gap !== "0");
    }
  }

  const UNRATED = { mean: "按权重折算", sum: "按系数累加" }; // of what no raters judge there is only one figure
  const used = {
    component: (row) => {
      const rated = value(row, "kind") === "rated";
      const carried = value(row, "kind") === "carried";
      const trimmed = rated && value(row, "combine") === "trimmed";
      const coverage = carried ? "overall" : value(row, "coverage");
      for (const option of one('[name$="-combine"]', row).options) {
        option.dataset.name ||= option.textContent;
        option.textContent = (!rated && UNRATED[option.value]) || option.dataset.name;
        option.hidden = !rated && !UNRATED[option.value];
      }
      return {
        rater_group: rated,
        is_second_round: rated,
        coverage: !carried,
        overall_maximum: coverage === "overall",
        indicators: coverage === "chosen",
        drop_high: trimmed,
        drop_low: trimmed,
        factor: value(row, "combine") === "sum",
        weight: value(row, "combine") !== "sum",
        minimum_sheets: rated,
        too_few: rated,
        measures: value(row, "kind") === "recorded",
      };
    },
    measure: (row, component) => {
      const method = value(row, "method");
      return {
        indicator: value(component, "coverage") !== "overall",
        zero: method === "proportional",
        target: method === "proportional",
        less_is_better: method === "rank",
        bands: method === "bands",
      };
    },
    award: (row) => {
      const by = value(row, "places_by");
      const within = (...ways) => ways.includes(by);
      const reached = within("threshold", "award_count", "improvement");
      return {
        share: within("share"),
        rounding: within("share"),
        number: within("number", "award_count", "improvement"),
        counted_kind: within("award_count"),
        threshold: within("threshold"),
        minimum: within("share", "range"),
        maximum: within("share", "range"),
        from_bottom: !within("award_count", "improvement"),
        tie_policy: !reached,
        shrink: !reached && value(row, "group") !== "" && value(row, "tie_policy") !== "decide",
        amount: value(row, "recipient") !== "posts",
        holder_share: value(row, "recipient") === "both",
        posts: value(row, "recipient") === "posts",
        months: value(row, "recipient") === "posts",
      };
    },
    bonus: (row) => {
      const points = value(row, "effect") === "points";
      return { points, low: points, high: points, cap: points, group: points, dimension: points || value(row, "effect") === "dimension_zero" };
    },
  };

  function showUsed(row, fields) {
    for (const [name, shown] of Object.entries(fields)) one(`[data-field="${name}"]`, row).hidden = !shown;
  }

  /** Rows of one section are choices in another: their names follow as they are typed. */
  function offer() {
    const named = (kind) => rows(kind).map((row) => [mark(row), title(row) || "（未命名）"]);
    const groups = [["评分项得分", named("component").map(([m, t]) => [`component:${m}`, t])], ["维度得分", named("dimension").map(([m, t]) => [`dimension:${m}`, t])]];
    for (const select of all('[data-row="tie"] [name$="-target"]', form)) {
      const chosen = select.value;
      for (const group of all("optgroup", select)) if (group.label !== "其他") group.remove();
      const last = one("optgroup", select);
      for (const [label, choices] of groups) {
        if (!choices.length) continue;
        const group = document.createElement("optgroup");
        group.label = label;
        group.append(...choices.map(([code, text]) => new Option(text, code)));
        last.before(group);
      }
      select.value = chosen;
    }
    const pick = (selector, kind) => {
      for (const select of all(selector, form)) {
        const chosen = select.value;
        select.replaceChildren(select.options[0], ...named(kind).map(([code, text]) => new Option(text, code)));
        select.value = chosen;
      }
    };
    pick('[data-row="bonus"] [name$="-dimension"]', "dimension");
    pick('[data-row="measure"] [name$="-indicator"]', "indicator");
    for (const row of rows("component")) {
      const place = one('[data-field="indicators"] > div', row);
      const name = `components-${mark(row)}-indicators`;
      const ticked = new Set(all("input:checked", place).map((box) => box.value));
      const labels = named("indicator").map(([code, text]) => {
        const label = document.createElement("label");
        const box = document.createElement("input");
        Object.assign(box, { type: "checkbox", name, value: code, checked: ticked.has(code) });
        label.append(box, text);
        return label;
      });
      if (place.textContent !== labels.map((label) => label.textContent).join("") || all("input", place).some((box, at) => box.value !== all("input", labels[at])[0]?.value)) place.replaceChildren(...labels);
    }
  }
})();
