/** `table` and `data_table` blocks. A data table sorts by its headings and pages its rows. */

import { h } from "./dom.js";
import { icon } from "./icons.js";
import { renderRichText } from "./rich_text.js";

function content(cell, ctx) {
  if (cell.type === "rich_text") return renderRichText(cell.elements, ctx);
  return [String(cell.text ?? cell.value ?? "")];
}

/** The words of a cell, to sort by. */
function words(cell) {
  if (cell.type !== "rich_text") return String(cell.text ?? "");
  const walk = (part) => part.text ?? (part.elements ?? []).map(walk).join(" ");
  return walk(cell);
}

export function renderTable(block, ctx) {
  const settings = block.column_settings ?? [];
  const cells = (row, tag) => row.map((cell, column) => {
    const { align, is_wrapped: wrapped } = settings[column] ?? {};
    const classes = [`align-${align ?? (cell.type === "raw_number" ? "right" : "left")}`, wrapped ? "wrapped" : ""];
    return h(tag, { class: classes.join(" ").trim(), scope: tag === "th" ? "col" : null }, ...content(cell, ctx));
  });
  const [head, ...body] = block.rows ?? [];
  return h("div", { class: "table-scroll", tabindex: "0", role: "region", "aria-label": "Table" },
    h("table", { class: "table" },
      h("thead", null, h("tr", null, ...cells(head ?? [], "th"))),
      h("tbody", null, ...body.map((row) => h("tr", null, ...cells(row, "td"))))));
}

export function renderDataTable(block, ctx) {
  const [head = [], ...body] = block.rows ?? [];
  const size = Math.max(1, block.page_size ?? 5);
  const pages = Math.max(1, Math.ceil(body.length / size));
  const headColumn = block.row_header_column_index ?? 0;
  const numeric = head.map((_, column) => body.length > 0 && body.every((row) => row[column]?.type === "raw_number"));
  // Remembered for the message, so that an update does not lose the reader's place.
  const view = ctx.memory(block.block_id, () => ({ column: null, direction: 1, page: 0 }));

  const sorted = () => {
    if (view.column === null) return body;
    const compare = numeric[view.column]
      ? (a, b) => a.value - b.value
      : (a, b) => words(a).localeCompare(words(b), "en", { sensitivity: "base" });
    return [...body].sort((a, b) => view.direction * compare(a[view.column], b[view.column]));
  };

  const headings = head.map((cell, column) => h("th", { scope: "col", class: numeric[column] ? "align-right" : null },
    h("button", { type: "button", "data-key": `${block.block_id}/sort/${column}`, on: { click: () => sortBy(column) } },
      words(cell), h("span", { class: "sort-mark", "aria-hidden": "true" }))));
  const rows = h("tbody");
  const position = h("span", { class: "position", "aria-live": "polite" });
  const turn = (label, step) => h("button", {
    type: "button", class: "button small", "data-key": `${block.block_id}/${label}`,
    on: { click: () => { view.page += step; draw(); } },
  }, label);
  const previous = turn("Previous", -1);
  const next = turn("Next", 1);

  function sortBy(column) {
    view.direction = view.column === column ? -view.direction : 1;
    view.column = column;
    view.page = 0;
    draw();
  }

  function draw() {
    view.page = Math.min(pages - 1, Math.max(0, view.page));
    const from = view.page * size;
    rows.replaceChildren(...sorted().slice(from, from + size).map((row) => h("tr", null, ...row.map((cell, column) => h(
      column === headColumn ? "th" : "td",
      { scope: column === headColumn ? "row" : null, class: numeric[column] ? "align-right" : null },
      ...content(cell, ctx),
    )))));
    headings.forEach((heading, column) => {
      const on = column === view.column;
      heading.setAttribute("aria-sort", on ? (view.direction > 0 ? "ascending" : "descending") : "none");
    });
    position.textContent = `${from + 1}–${Math.min(body.length, from + size)} of ${body.length}`;
    previous.disabled = view.page === 0;
    next.disabled = view.page === pages - 1;
  }

  draw();
  const caption = h("caption", null, h("span", null, block.caption ?? ""));
  return h("div", { class: "data-table" },
    h("div", { class: "table-scroll", tabindex: "0", role: "region", "aria-label": block.caption ?? "Table" },
      h("table", { class: "table" }, caption, h("thead", null, h("tr", null, ...headings)), rows)),
    pages > 1 ? h("div", { class: "pager" }, position, previous, next) : null);
}
