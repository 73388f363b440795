/* The states of a grid's cells, under Node alone: `node --test tests/core/cells.test.mjs`; pytest: test_grid_js.py */
import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { test } from "node:test";
import { createContext, runInContext } from "node:vm";

const scope = createContext({});
for (const file of ["numbers.js", "cells.js"]) {
  runInContext(readFileSync(new URL(`../../static/${file}`, import.meta.url), "utf8"), scope);
}
const Cells = runInContext("Cells", scope);
const plain = (value) => JSON.parse(JSON.stringify(value)); // objects of the other context

const POINTS = { isText: false, range: "0–10", optional: false };
const TEXT = { isText: true, range: "", optional: true };
const cell = (more = {}) => ({ column: POINTS, open: true, saved: "", base: "", state: "", ...more });
const text = (each) => each.text ?? "";

test("what is typed makes a cell dirty, and typing it back puts it in sync", () => {
  assert.equal(Cells.afterTyping(cell(), "7"), "dirty");
  assert.equal(Cells.afterTyping(cell({ saved: "7.0", base: "7.0", state: "dirty" }), "7.0"), "");
  assert.equal(Cells.afterTyping(cell({ state: "failed" }), "8"), "dirty");
});

test("against what somebody else wrote meanwhile the same text is no longer in sync", () => {
  assert.equal(Cells.afterTyping(cell({ saved: "8.0", base: "7.0", state: "stale" }), "8.0"), "dirty");
});

test("a cell on its way is seen again when the answer comes", () => {
  assert.equal(Cells.afterTyping(cell({ state: "saving" }), "7"), "saving");
  assert.equal(Cells.afterLeaving(cell({ state: "saving" }), "7"), "");
});

test("a cell that is left is sent if it says something else than the server holds", () => {
  assert.equal(Cells.afterLeaving(cell({ state: "dirty" }), "7"), "queue");
  assert.equal(Cells.afterLeaving(cell({ saved: "7.0", state: "dirty" }), "７"), "sync"); // the same number
  assert.equal(Cells.afterLeaving(cell({ saved: "7.0", state: "dirty" }), ""), "queue"); // emptied
  assert.equal(Cells.afterLeaving(cell({ open: false }), "7"), "");
});

test("a stale cell waits for a decision, and is sent when something else is typed", () => {
  const stale = cell({ state: "stale", sent: "7.0", saved: "8.0" });
  assert.equal(Cells.afterLeaving(stale, "7.0"), "stay");
  assert.equal(Cells.afterLeaving(stale, "9"), "queue");
});

test("saved: in sync with what the server made of it", () => {
  const [facts, next] = Cells.afterAnswer(cell({ state: "saving", sent: "7" }), "7", { state: "saved", value: "7.0" });
  assert.deepEqual([plain(facts), next], [{ saved: "7.0", base: "7.0" }, "sync"]);
});

test("saved while typed further: the new text has the saved one as its base", () => {
  const [facts, next] = Cells.afterAnswer(cell({ state: "saving", sent: "7" }), "75", { state: "saved", value: "7.0" });
  assert.deepEqual([plain(facts), next], [{ saved: "7.0", base: "7.0" }, "on"]);
});

test("refused and stale: what was typed and its base stay, with the message and who wrote the other", () => {
  const sent = cell({ state: "saving", sent: "12", saved: "7.0", base: "7.0" });
  const refused = { state: "refused", value: "7.0", message: "最多 10 分" };
  assert.deepEqual(plain(Cells.afterAnswer(sent, "12", refused)), [
    { saved: "7.0", state: "refused", message: "最多 10 分" },
    "settle",
  ]);
  const stale = { state: "stale", value: "8.0", message: "他人改过", by: "李强", at: "09:15" };
  const [facts] = Cells.afterAnswer(sent, "12", stale);
  assert.deepEqual(plain(facts), { saved: "8.0", state: "stale", message: "他人改过", by: "李强", at: "09:15" });
  assert.equal("base" in facts, false);
});

test("a draft comes back as not saved, or refused; unless it says nothing new or something newer stands there", () => {
  const held = cell({ saved: "7.0" });
  assert.equal(Cells.afterDraft(held, "7.0", ["7", "", ""]), "drop");
  assert.equal(Cells.afterDraft(held, "9", ["8", "", ""]), "newer");
  assert.deepEqual(plain(Cells.afterDraft(held, "7.0", ["8", "7.0", ""])), {
    value: "8", base: "7.0", state: "failed", message: "上次没有存上",
  });
  assert.equal(Cells.afterDraft(held, "7.0", ["80", "7.0", "最多 10 分"]).state, "refused");
  const locked = Cells.afterDraft(cell({ saved: "7.0", open: false }), "7.0", ["8", "7.0", ""]);
  assert.deepEqual([locked.state, locked.message], ["refused", ""]); // the page says by whom it is locked
});

test("what cannot be read is refused before it is sent", () => {
  assert.equal(Cells.wrong(POINTS, "8.5"), "");
  assert.equal(Cells.wrong(POINTS, ""), "");
  assert.match(Cells.wrong(POINTS, "八"), /不是数字/);
  assert.match(Cells.wrong(POINTS, "1".repeat(41)), /最多 40 个字，现有 41 个/);
  assert.equal(Cells.wrong(TEXT, "八"), "");
  assert.match(Cells.wrong(TEXT, "八".repeat(201)), /最多 200 个字/);
  assert.equal(Cells.tooMuch(POINTS, "10"), "");
  assert.equal(Cells.tooMuch(POINTS, "10.5"), "最多 10 分");
});

test("a number is shown with its decimals; more than allowed are left for the server", () => {
  assert.equal(Cells.tidied(POINTS, "7", 2), "7.00");
  assert.equal(Cells.tidied(POINTS, "7.125", 2), "7.125");
  assert.equal(Cells.tidied(POINTS, "7", 0), "7");
  assert.equal(Cells.tidied(POINTS, "", 2), "");
  assert.equal(Cells.tidied(TEXT, "7", 2), "7");
});

test("the words of a row name the worst first, and done is only what is complete and in sync", () => {
  const rows = [
    [[cell({ text: "7", state: "failed" }), cell({ state: "refused" })], ["1 格没存上", "bad"]],
    [[cell({ text: "70", state: "refused" }), cell({ text: "7", state: "stale" })], ["1 格不能保存", "bad"]],
    [[cell({ text: "7", state: "stale" }), cell()], ["1 格待定", "info"]],
    [[cell(), cell(), cell({ column: TEXT, text: "会议记录" })], ["未开始", "warn"]],
    [[cell({ text: "7" }), cell()], ["缺 1 格", "warn"]],
    [[cell({ text: "7" }), cell({ column: TEXT })], ["", ""]],
  ];
  for (const [cells, words] of rows) {
    const counts = Cells.counted(cells, text);
    assert.deepEqual(plain(Cells.badge(counts)), words);
    assert.equal(Cells.isDone(counts), words[0] === "");
  }
  const stored = Cells.counted([cell({ saved: "7.0" }), cell({ saved: "7.0", state: "saving" })], text);
  assert.equal(stored.stored, 1);
});

test("the sum takes what will stand: of a refused cell what the server holds", () => {
  const cells = [cell({ text: "7.5" }), cell({ text: "99", state: "refused", saved: "2.0" }), cell()];
  assert.deepEqual(plain(Cells.total(cells, text, 1)), { text: "9.5", given: 2 });
  assert.deepEqual(plain(Cells.total([cell()], text, 1)), { text: "", given: 0 });
});

test("a block of Excel: quoted cells keep together, names are known, a head is left out", () => {
  assert.deepEqual(plain(Cells.blockOf('1\t"两行\n""甲"""\n\t3')), [["1", '两行 "甲"'], ["", "3"]]);
  const block = [["村", "组织"], ["战斗村", "8"], ["桃源村", "9"]];
  assert.deepEqual(plain(Cells.named(block, ["战斗村"])), [["战斗村", "8"], ["桃源村", "9"]]);
  assert.equal(Cells.named([["8", "9"]], ["战斗村"]), null);
  assert.equal(Cells.named([["别的村", "9"]], ["战斗村"]), null);
});
