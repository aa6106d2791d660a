// The charts of the board. Each is drawn from the table beside it, which is what a reader of screens
// hears and paper shows: chart and table never differ. Without this script the tables are all there is.
// @ts-check

const echarts = /** @type {any} */ (window).echarts;
const calm = matchMedia("(prefers-reduced-motion: reduce)");
const FONT = "PingFang SC, Noto Sans CJK SC, Microsoft YaHei, sans-serif";

/** @param {string} name a colour or measure of the style sheet */
export function token(name) {
  return getComputedStyle(document.body).getPropertyValue(name).trim();
}

/** Draw every chart within, or draw it anew. @param {Element} within */
export function draw(within) {
  if (!echarts) return;
  for (const box of /** @type {NodeListOf<HTMLElement>} */ (within.querySelectorAll("[data-chart]"))) {
    const plot = /** @type {HTMLElement} */ (box.querySelector(".cmd-plot"));
    const chart = echarts.getInstanceByDom(plot) ?? echarts.init(plot, null, { renderer: "svg" });
    chart.setOption({ ...common(), ...MADE[box.dataset.chart ?? "lines"](read(box), box) }, true);
    chart.resize();
  }
}

/** @param {Element} within */
export function resize(within) {
  for (const plot of /** @type {NodeListOf<HTMLElement>} */ (within.querySelectorAll(".cmd-plot"))) {
    echarts?.getInstanceByDom(plot)?.resize();
  }
}

/** The charts within are about to go. @param {Element} within */
export function forget(within) {
  for (const plot of /** @type {NodeListOf<HTMLElement>} */ (within.querySelectorAll(".cmd-plot"))) {
    echarts?.getInstanceByDom(plot)?.dispose();
  }
}

/** The table as rows: names of columns, names of rows, numbers by column. @param {HTMLElement} box */
function read(box) {
  const text = (/** @type {Element} */ cell) => (cell.textContent ?? "").trim();
  const columns = [...box.querySelectorAll("thead th")].slice(1).map(text);
  const rows = [...box.querySelectorAll("tbody tr")];
  const names = rows.map((row) => text(/** @type {Element} */ (row.querySelector("th"))));
  const numbers = columns.map((_name, place) =>
    rows.map((row) => {
      const shown = text(row.querySelectorAll("td")[place]).replace(/[\s, ]/g, "");
      return shown === "" ? null : Number(shown);
    }));
  return { columns, names, numbers };
}

/** @typedef {ReturnType<typeof read>} Table */

function size() {
  return parseFloat(getComputedStyle(document.documentElement).fontSize) * 0.8125;
}

function common() {
  return {
    animation: !calm.matches,
    animationDurationUpdate: 400,
    animationDuration: 0,
    textStyle: { fontFamily: FONT, fontSize: size(), color: token("--yw-ink-2") },
    tooltip: { trigger: "axis", axisPointer: { type: "line" }, backgroundColor: token("--yw-card"), borderColor: token("--yw-line-strong"), textStyle: { color: token("--yw-ink"), fontSize: size() }, confine: true },
  };
}

function grid(over = {}) {
  return { left: 4, right: 12, top: 8, bottom: 2, containLabel: true, ...over };
}

function label() {
  return { color: token("--yw-ink-2"), fontSize: size(), hideOverlap: true };
}

function numbersAxis(over = {}) {
  return { type: "value", minInterval: 1, splitNumber: 3, axisLabel: label(), splitLine: { lineStyle: { color: token("--cmd-grid") } }, ...over };
}

/** @param {string[]} names */
function namesAxis(names, over = {}) {
  return { type: "category", data: names, axisTick: { show: false }, axisLine: { lineStyle: { color: token("--yw-line-strong") } }, axisLabel: label(), ...over };
}

/** @type {Record<string, (table: Table, box: HTMLElement) => any>} */
const MADE = {
  /** One number a row, lying; its name before and the number behind. */
  bars: ({ names, numbers }) => ({
    grid: grid({ right: 40 }),
    xAxis: numbersAxis({ show: false }),
    yAxis: namesAxis(names, { inverse: true, axisLine: { show: false }, axisLabel: { ...label(), interval: 0, hideOverlap: false, color: token("--yw-ink"), width: size() * 9, overflow: "truncate" } }),
    series: [{ type: "bar", data: numbers[0], barMaxWidth: size(), itemStyle: { color: token("--cmd-one"), borderRadius: 2 }, label: { show: true, position: "right", color: token("--yw-ink"), fontSize: size() } }],
  }),
  /** One number an hour, standing; hours to come are left free. */
  columns: ({ names, numbers }, box) => ({
    grid: grid(),
    xAxis: namesAxis(names),
    yAxis: numbersAxis(),
    series: [{ type: "bar", data: numbers[0].map((number, hour) => (hour > Number(box.dataset.upto) ? null : number)), barCategoryGap: "25%", itemStyle: { color: token("--cmd-one"), borderRadius: [2, 2, 0, 0] } }],
  }),
  /** Late, near and in time, one above the other: colours of time, told apart by pattern too. */
  stack: ({ columns, names, numbers }) => ({
    grid: grid({ top: size() * 2 }),
    legend: { top: 0, right: 0, itemHeight: size(), itemWidth: size(), icon: "rect", textStyle: { color: token("--yw-ink-2"), fontSize: size() } },
    xAxis: namesAxis(names, { axisLabel: { ...label(), interval: 0 } }),
    yAxis: numbersAxis(),
    series: columns.map((name, place) => ({
      name, type: "bar", stack: "all", data: numbers[place], barCategoryGap: "35%",
      itemStyle: { color: [token("--yw-late"), token("--yw-near"), token("--yw-on-time")][place], decal: [{ symbol: "rect", dashArrayX: [1, 0], dashArrayY: [2, 3], rotation: -0.8, color: "rgba(255,255,255,.35)" }, { symbol: "circle", dashArrayX: [[4, 6], [0, 5, 5, 0]], dashArrayY: [4, 0], color: "rgba(255,255,255,.35)" }, { symbol: "none" }][place] },
    })),
  }),
  /** Two lines, the second one dashed. */
  lines: ({ columns, names, numbers }) => ({
    grid: grid({ top: size() * 2 }),
    legend: { top: 0, right: 0, itemHeight: size() * 0.75, itemWidth: size() * 2, textStyle: { color: token("--yw-ink-2"), fontSize: size() } },
    xAxis: namesAxis(names, { boundaryGap: false }),
    yAxis: numbersAxis(),
    series: columns.map((name, place) => ({
      name, type: "line", data: numbers[place], showSymbol: false, symbol: place ? "rect" : "circle",
      lineStyle: { width: place ? 2 : 2.5, type: place ? "dashed" : "solid", color: token(place ? "--cmd-two" : "--cmd-one") },
      itemStyle: { color: token(place ? "--cmd-two" : "--cmd-one") },
      areaStyle: place ? undefined : { color: token("--cmd-one"), opacity: 0.1 },
    })),
  }),
};
