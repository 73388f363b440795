/* What people type or paste as a number. The same as core/values/numbers.py, which says what is taken and why the rest is
   not; tests/core/numbers.json is the table that both are tested against. */
"use strict";

/** {value: "12000.5"} for what plainly is a number, without signs that only help reading; else {why: "…"}. */
const readNumber = (() => {
  const SPACE = " \\t\\r\\n\\f\\v\\u00a0\\u2000-\\u200b\\u202f\\u3000\\ufeff";
  const AROUND = new RegExp(`^[${SPACE}]+|[${SPACE}]+$`, "g");
  const WITHIN = new RegExp(`[${SPACE}]+`, "g");
  const FIGURE = "([+-]?)(?:(\\d*)(?:\\.(\\d*))?|([1-9]\\d{0,2}(?:,\\d{3})+)(?:\\.(\\d*))?)";
  const whole = (source, flags = "") => new RegExp(`^(?:${source})$`, flags);
  const NUMBER = whole(FIGURE);
  const TIMES = whole(`${FIGURE}[${SPACE}]*(万|十万|百万|千万|亿)\\D{0,6}`);
  const PLACES = { 万: 4, 十万: 5, 百万: 6, 千万: 7, 亿: 8 };
  const EXPONENT = whole(`${FIGURE}e[+-]?\\d+`, "i");
  const BRACKETS = whole(`\\(${FIGURE}\\)`);
  const PERCENT = whole(`${FIGURE}[%‰]`);
  const UNIT = whole(`([¥$€]?)${FIGURE}([^\\d+\\-.,()%‰]{0,6})`);
  const COMMAS = whole("[+-]?[\\d.,]+");
  const SHOWN = 20; // characters of what is no number that a message repeats

  const trim = (text) => text.replace(AROUND, "");
  const halfWidth = (text) =>
    text
      .replace(/[\uff01-\uff5e]/g, (sign) => String.fromCharCode(sign.charCodeAt(0) - 0xfee0))
      .replace(/[。−￥]/g, (sign) => ({ "。": ".", "−": "-", "￥": "¥" })[sign]);
  const match = (pattern, text) => (/[0-9]/.test(text) ? pattern.exec(text) : null);

  function plain([sign, digits, part, grouped, groupedPart]) {
    const before = (digits || (grouped || "").replaceAll(",", "")).replace(/^0+/, "") || "0";
    const behind = (part || groupedPart || "").replace(/0+$/, "");
    const number = behind ? `${before}.${behind}` : before;
    return sign === "-" && number !== "0" ? `-${number}` : number;
  }
  /** A number times ten to the power of so many places. */
  function shifted(number, places) {
    const [, sign, digits, given = ""] = /^(-?)(\d+)(?:\.(\d+))?$/.exec(number);
    const part = given.padEnd(places, "0");
    return plain([sign, digits + part.slice(0, places), part.slice(places)]);
  }
  function reason(typed) {
    let found;
    if ((found = match(TIMES, typed))) {
      const [number, unit] = [plain(found.slice(1, 6)), found[6]];
      return `不能带“${unit}”，请填 ${shifted(number, PLACES[unit])}（单位是${unit}的栏填 ${number}）`;
    }
    if (match(EXPONENT, typed)) return "不能用科学记数法，请写出全部数字";
    if ((found = match(BRACKETS, typed))) return `不能用括号，负数请填 -${plain(found.slice(1)).replace("-", "")}`;
    if (match(PERCENT, typed)) return `不能带“${typed.at(-1)}”，请按这一栏的单位只填数字`;
    if ((found = match(UNIT, typed))) return `不能带“${found[1] || trim(found[7])}”，请只填 ${plain(found.slice(2, 7))}`;
    if (match(COMMAS, typed) && typed.includes(",")) return "逗号的意思不清：千位分隔每三位一个（12,000），小数点用“.”";
    if (match(COMMAS, typed.replace(WITHIN, "")) && typed.search(WITHIN) >= 0) return "数字中间不能有空格";
    return typed ? `“${typed.slice(0, SHOWN)}”不是数字，请填数字，如 8.5` : "请填数字，如 8.5";
  }

  return (text) => {
    const typed = trim(halfWidth(text));
    const found = match(NUMBER, typed);
    return found ? { value: plain(found.slice(1)) } : { why: reason(typed) };
  };
})();
