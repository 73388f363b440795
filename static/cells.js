/* What a cell of a grid is and becomes, without a page: grid.js asks here and shows it. tests/core/cells.test.mjs

   A cell is in sync (""), dirty (typed, still in the cell), saving, failed (the line), refused (the server says no) or
   stale (somebody else changed it). saved: what the server holds as far as we know; base: what it held when the person
   began to type; sent: what was sent last; column: {isText, range}. Its text is given as it was typed, trimmed. */
"use strict";

const Cells = (() => {
  const LONGEST = 40; // characters of a figure, as the server takes them
  const LONGEST_TEXT = 200;
  const TROUBLED = ["failed", "refused", "stale"];

  const longest = (column) => (column.isText ? LONGEST_TEXT : LONGEST);
  /** What a text means: the number as it is written without helping signs, another text as it stands. */
  const meant = (column, text) => (column.isText ? text : (readNumber(text).value ?? text));
  const same = (column, a, b) => a === b || (a !== "" && b !== "" && meant(column, a) === meant(column, b));

  /** Why the server would not even read what was typed: it stays in the cell, with the reason. */
  function wrong(column, text) {
    if (text.length > longest(column)) return `最多 ${longest(column)} 个字，现有 ${text.length} 个`;
    return text === "" || column.isText ? "" : (readNumber(text).why ?? "");
  }
  /** Why a number does not fit a column of points from nought to a maximum. */
  function tooMuch(column, text) {
    const maximum = /^0–([\d.]+)$/.exec(column.range)?.[1];
    return maximum && Number(readNumber(text).value) > Number(maximum) ? `最多 ${maximum} 分` : "";
  }
  /** 7 is shown as 7.0; what has more decimals than allowed stays for the server to refuse. */
  function tidied(column, text, decimals) {
    if (column.isText || !text) return text;
    const { value } = readNumber(text);
    const [whole, part = ""] = value.split(".");
    return decimals > 0 && part.length <= decimals ? `${whole}.${part.padEnd(decimals, "0")}` : value;
  }

  /** The state of a cell in which something was typed; one on its way sees it when the answer comes. */
  function afterTyping(cell, text) {
    if (cell.state === "saving") return "saving";
    return text === cell.saved && cell.base === cell.saved ? "" : "dirty";
  }
  /** What to do with a cell that is left: "sync" it, "queue" it, let it "stay"; "" if it cannot be changed now. */
  function afterLeaving(cell, text) {
    if (!cell.open || cell.state === "saving") return "";
    if (cell.state === "stale") return text === cell.sent ? "stay" : "queue";
    return same(cell.column, text, cell.saved) ? "sync" : "queue";
  }
  /** What the server's answer makes of a cell, and what to do next: "sync", go "on" (typed further), or "settle". */
  function afterAnswer(cell, text, { state, value, message = "", by, at }) {
    if (state !== "saved") return [{ saved: value, state, message, by, at }, "settle"];
    return [{ saved: value, base: value }, text === cell.sent ? "sync" : "on"];
  }
  /** What a draft of this browser makes of a cell: none if it says nothing new, else its text, base, state, message. */
  function afterDraft(cell, text, [value, base, refusal]) {
    if (same(cell.column, value, cell.saved)) return "drop";
    if (text !== cell.saved) return "newer";
    const state = !cell.open || refusal ? "refused" : "failed";
    return { value, base, state, message: cell.open ? refusal || "上次没有存上" : "" };
  }

  /** How many of a row's cells are in which state; missing and asked: without the optional ones. */
  function counted(cells, textOf) {
    const count = (state) => cells.filter((cell) => cell.state === state).length;
    const asked = cells.filter((cell) => !cell.column.optional);
    return {
      asked: asked.length,
      missing: asked.filter((cell) => !textOf(cell)).length,
      stored: cells.filter((cell) => cell.saved !== "" && cell.state === "").length,
      failed: count("failed"),
      refused: count("refused"),
      stale: count("stale"),
    };
  }
  const isDone = ({ missing, failed, refused, stale }) => !missing && !failed && !refused && !stale;
  /** The words of a row and their tone; "" once it is done. */
  function badge({ asked, missing, failed, refused, stale }) {
    if (failed) return [`${failed} 格没存上`, "bad"];
    if (refused) return [`${refused} 格不能保存`, "bad"];
    if (stale) return [`${stale} 格待定`, "info"];
    if (missing && missing === asked) return ["未开始", "warn"];
    return missing ? [`缺 ${missing} 格`, "warn"] : ["", ""];
  }
  /** The sum of a row as it will be: of a refused cell what the server holds; "" while nothing is given. */
  function total(cells, textOf, decimals) {
    const given = cells.map((cell) => (cell.state === "refused" ? cell.saved : textOf(cell))).filter(Boolean);
    const sum = given.reduce((all, text) => all + Number(readNumber(text).value ?? 0), 0);
    return { text: given.length ? sum.toFixed(decimals) : "", given: given.length };
  }

  /** Lines of cells of a pasted text. A cell with a line break in it comes in quotes: it is not the next row. */
  function blockOf(text) {
    const cell = /"((?:[^"]|"")*)"(?=[\t\n]|$)|[^\t\n]*/y;
    const block = [[]];
    while (cell.lastIndex <= text.length) {
      const [whole, quoted] = cell.exec(text);
      const value = /[\t\n]|""/.test(quoted ?? "") ? quoted.replaceAll('""', '"').replace(/\s+/g, " ") : whole;
      block.at(-1).push(value.trim());
      if (text[cell.lastIndex] === "\n") block.push([]);
      cell.lastIndex += 1;
    }
    return block;
  }
  /** The lines of a block copied with its column of names, without a head; nothing for any other block. */
  function named(block, names) {
    const isNumber = (value) => readNumber(value).value !== undefined;
    const lines = block.filter((line) => line.slice(1).some(isNumber));
    if (!lines.length || lines.some(([name]) => !name || isNumber(name))) return null;
    return lines.some(([name]) => names.includes(name)) ? lines : null;
  }

  return {
    TROUBLED, longest, same, wrong, tooMuch, tidied, afterTyping, afterLeaving, afterAnswer, afterDraft, counted, isDone,
    badge, total, blockOf, named,
  };
})();
