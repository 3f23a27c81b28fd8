/** `data_visualization` blocks as inline SVG, with a legend and with the figures as a table. */

import { categoryLabels, fullNumber, scale, shortNumber, textWidth, ticks } from "./axes.js";
import { h, svg } from "./dom.js";

const HEIGHT = 240;
const colour = (index) => `series-${index % 12}`;

export function renderChart(block) {
  const { chart = {}, title = "" } = block;
  const known = chart.type === "pie" ? chart.segments?.length : Object.hasOwn(PLOTS, chart.type) && chart.series?.length;
  if (!known) return h("div", { class: "unknown" }, `Unknown chart “${chart.type}”`);
  const drawing = svg("svg", { role: "img", "aria-label": `${chart.type} chart: ${title}` });
  const figure = h("figure", { class: "chart" }, h("figcaption", null, title), drawing, legend(chart), asTable(chart, title));
  const draw = (width) => (chart.type === "pie" ? drawPie(drawing, chart, width) : drawPlot(drawing, chart, width));
  // Drawn again at the real width, so that its text has the right size on a phone.
  let drawn = 0;
  new ResizeObserver(([{ contentRect }]) => {
    const width = Math.floor(contentRect.width);
    if (width > 60 && width !== drawn) draw((drawn = width));
  }).observe(figure);
  draw(520);
  return figure;
}

const segmentTotal = (chart) => chart.segments.reduce((sum, segment) => sum + segment.value, 0);
const percent = (value, total) => `${fullNumber(Math.round((value / total) * 1000) / 10)}%`;

function legend(chart) {
  if (chart.type !== "pie" && chart.series.length === 1) return null;
  const names = chart.type === "pie"
    ? chart.segments.map((segment) => `${segment.label} · ${percent(segment.value, segmentTotal(chart))}`)
    : chart.series.map((series) => series.name);
  const entry = (name, index) => h("li", null, h("i", { class: colour(index) }), name);
  return h("ul", { class: "legend", "aria-hidden": "true" }, ...names.map(entry));
}

/** The figures as a table. */
function asTable(chart, title) {
  const heading = (text, scope) => h("th", { scope }, text);
  const [names, rows] = chart.type === "pie"
    ? [["Segment", "Value"], chart.segments.map((segment) => [segment.label, segment.value])]
    : [
      [chart.axis_config?.x_label ?? "", ...chart.series.map((series) => series.name)],
      chart.axis_config.categories.map((category) => [category, ...chart.series.map((series) => pointAt(series, category))]),
    ];
  return h("details", { class: "figures" }, h("summary", null, "Show the figures"),
    h("table", { class: "table", "aria-label": title },
      h("thead", null, h("tr", null, ...names.map((name) => heading(name, "col")))),
      h("tbody", null, ...rows.map(([first, ...values]) => h("tr", null, heading(first, "row"),
        ...values.map((value) => h("td", { class: "align-right" }, value === null ? "–" : fullNumber(value))))))));
}

const pointAt = (series, category) => series.data.find((point) => point.label === category)?.value ?? null;

function drawPlot(drawing, chart, width) {
  const { categories, x_label: xLabel, y_label: yLabel } = chart.axis_config;
  const marks = ticks(chart.series.flatMap((series) => series.data.map((point) => point.value)));
  const scaleWidth = (yLabel ? 22 : 0) + 10 + Math.max(...marks.map((mark) => textWidth(shortNumber(mark))));
  const right = width - 8;
  const labels = categoryLabels(categories, (right - scaleWidth) / categories.length);
  const left = Math.max(scaleWidth, Math.min(labels.overhang, right / 3));
  const band = (right - left) / categories.length;
  const bottom = HEIGHT - 8;
  const height = HEIGHT + labels.height + (xLabel ? 20 : 0);
  const y = scale([marks[0], marks.at(-1)], [bottom, 12]);
  const x = (index) => left + band * (index + 0.5);
  drawing.setAttribute("viewBox", `0 0 ${width} ${height}`);
  drawing.replaceChildren(
    ...marks.map((mark) => svg("g", null,
      svg("line", { x1: left, x2: right, y1: y(mark), y2: y(mark), class: mark === 0 ? "axis" : "grid" }),
      svg("text", { x: left - 6, y: y(mark) + 4, "text-anchor": "end", class: "tick" }, shortNumber(mark)))),
    ...PLOTS[chart.type](chart, { x, y, band }),
    ...categories.map((_, index) => labels.draw(x(index), bottom, index)),
    axisLabel(xLabel, (left + right) / 2, height - 6, 0),
    axisLabel(yLabel, 12, bottom / 2, -90),
  );
}

const axisLabel = (label, x, y, turn) => svg(
  "text", { x, y, "text-anchor": "middle", class: "axis-label", transform: `rotate(${turn} ${x} ${y})` }, label ?? "",
);

const tooltip = (series, category, value) => svg("title", null, `${series.name}, ${category}: ${fullNumber(value)}`);

/** Each series as a run of points, in the order of the categories. */
const runs = (chart, { x, y }) => chart.series.map((series) => ({
  series,
  points: chart.axis_config.categories.flatMap((category, index) => {
    const value = pointAt(series, category);
    return value === null ? [] : [{ category, value, at: [x(index), y(value)] }];
  }),
}));

const path = (points) => points
  .map(({ at: [x, y] }, index) => `${index ? "L" : "M"}${x.toFixed(1)} ${y.toFixed(1)}`)
  .join("");

function bars(chart, { x, y, band }) {
  const group = Math.min(band * 0.76, 56 * chart.series.length);
  const bar = group / chart.series.length;
  return runs(chart, { x, y }).map(({ points, series }, index) => {
    const rectangle = ({ category, value, at }) => svg("rect", {
      x: at[0] - group / 2 + bar * index + bar * 0.06, width: bar * 0.88, rx: Math.min(3, bar / 4),
      y: Math.min(at[1], y(0)), height: Math.max(1, Math.abs(at[1] - y(0))), class: "mark",
    }, tooltip(series, category, value));
    return svg("g", { class: colour(index) }, ...points.map(rectangle));
  });
}

const dots = (series, points) => points.map(({ category, value, at: [cx, cy] }) => (
  svg("circle", { cx, cy, r: 4, class: "mark" }, tooltip(series, category, value))));

const lines = (chart, frame) => runs(chart, frame).map(({ points, series }, index) => svg("g", { class: colour(index) },
  svg("path", { d: path(points), class: "line" }), ...dots(series, points)));

const areas = (chart, frame) => runs(chart, frame).map(({ points, series }, index) => svg("g", { class: colour(index) },
  points.length ? svg("path", { d: `${path(points)}V${frame.y(0)}H${points[0].at[0]}Z`, class: "area" }) : null,
  svg("path", { d: path(points), class: "line" }), ...dots(series, points)));

const PLOTS = { bar: bars, line: lines, area: areas };

function drawPie(drawing, chart, width) {
  const total = segmentTotal(chart);
  const centre = width / 2;
  const radius = Math.min(100, width / 2 - 8);
  const middle = HEIGHT / 2;
  const point = (share) => {
    const angle = share * 2 * Math.PI;
    return [centre + radius * Math.sin(angle), middle - radius * Math.cos(angle)];
  };
  let before = 0;
  drawing.setAttribute("viewBox", `0 0 ${width} ${HEIGHT}`);
  drawing.replaceChildren(...chart.segments.map((segment, index) => {
    const share = segment.value / total;
    const [from, to] = [point(before), point(before + share)];
    before += share;
    const title = svg("title", null, `${segment.label}: ${fullNumber(segment.value)} (${percent(segment.value, total)})`);
    const shape = share > 0.9999
      ? svg("circle", { cx: centre, cy: middle, r: radius, class: "mark slice" }, title)
      : svg("path", { d: `M${centre} ${middle}L${from}A${radius} ${radius} 0 ${share > 0.5 ? 1 : 0} 1 ${to}Z`, class: "mark slice" }, title);
    return svg("g", { class: colour(index) }, shape);
  }));
}
