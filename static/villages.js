/* Choosing villages by township: search by name, counts as you tick. */
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
    /* a box for all would also tick what the search hides */
    for (const box of root.querySelectorAll("[data-check-all]")) box.parentElement.hidden = Boolean(wanted);
    for (const group of groups) {
      let hits = 0;
      for (const label of group.querySelectorAll(".choices label")) {
        label.hidden = !label.textContent.includes(wanted);
        if (!label.hidden) hits += 1;
      }
      group.hidden = !hits;
      group.open = Boolean(wanted && hits);
    }
  }

  document.addEventListener("change", count); // after touyan.js has ticked what one box stands for
  search.addEventListener("input", filter);
  search.addEventListener("keydown", (event) => {
    if (event.key === "Enter") event.preventDefault();
  });
  count();
  for (const group of groups) group.open = groups.length === 1 || Boolean(group.querySelector(":checked"));
})();
