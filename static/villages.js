/* Choosing villages by township: search by name or pinyin initials, counts as you tick. */
"use strict";

(() => {
  const root = document.querySelector("[data-villages]");
  const groups = [...root.querySelectorAll("details")];
  const search = root.querySelector("[data-villages-search]");

  const chosen = (within) => within.querySelectorAll(".choices :checked").length;
  function count() {
    for (const group of groups) group.querySelector("[data-villages-part]").textContent = chosen(group);
    root.querySelector("[data-villages-count]").textContent = chosen(root);
  }

  function filter() {
    const wanted = search.value.trim();
    const key = wanted.toLowerCase();
    root.querySelector("[data-villages-all]").textContent = wanted ? "全选找到的" : "全选";
    for (const group of groups) {
      let hits = 0;
      for (const label of group.querySelectorAll(".choices label")) {
        label.hidden = !(label.textContent.includes(wanted) || label.dataset.initials.startsWith(key));
        if (!label.hidden) hits += 1;
      }
      group.hidden = !hits;
      group.querySelector("[data-check-all]").parentElement.hidden = Boolean(wanted); // its label names the whole township
      group.open = Boolean(wanted && hits);
    }
    search.dispatchEvent(new Event("change", { bubbles: true })); // touyan.js shows anew whether all of them are ticked
  }

  document.addEventListener("change", count); // after touyan.js has ticked what one box stands for
  search.addEventListener("input", filter);
  search.addEventListener("keydown", (event) => {
    if (event.key === "Enter") event.preventDefault();
  });
  count();
  for (const group of groups) group.open = groups.length === 1 || Boolean(group.querySelector(":checked"));
})();
