/* Choosing villages by township: search by name, counts as you tick. */
"use strict";

(() => {
  const root = document.querySelector("[data-villages]");
  const groups = [...root.querySelectorAll("details")];
  const search = root.querySelector("[data-villages-search]");

  function count() {
    for (const group of groups) group.querySelector("[data-villages-part]").textContent = group.querySelectorAll(":checked").length;
    root.querySelector("[data-villages-count]").textContent = root.querySelectorAll(":checked").length;
  }

  function filter() {
    const wanted = search.value.trim();
    for (const group of groups) {
      let hits = 0;
      for (const label of group.querySelectorAll("label")) {
        label.hidden = !label.textContent.includes(wanted);
        if (!label.hidden) hits += 1;
      }
      group.hidden = !hits;
      group.open = Boolean(wanted && hits);
    }
  }

  root.addEventListener("change", count);
  search.addEventListener("input", filter);
  search.addEventListener("keydown", (event) => {
    if (event.key === "Enter") event.preventDefault();
  });
  count();
  for (const group of groups) group.open = groups.length === 1 || Boolean(group.querySelector(":checked"));
})();
