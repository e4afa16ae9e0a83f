// The page of the explorer: plain functions over one state, which is also the page's address. No library, no build step.
// Functions above "the page" work without a document and are tested by themselves.

export const PATTERNS = ["solid", "stripes", "dots", "grid", "rising", "cross"];
export const COLOURS = ["#0072b2", "#d55e00", "#009e73", "#cc79a7", "#b58900", "#56b4e9", "#7a5195", "#8c564b"];
const KEYS = ["filter", "select", "colour", "time", "item", "sort", "descending", "start"];
const ROWS = 50;

const NUMBERS = ["item", "start"];

/** The state in an address's query string; absent keys are empty, and so are numbers that are none. */
export function stateOf(search) {
  const query = new URLSearchParams(search);
  return Object.fromEntries(KEYS.map((key) => {
    const value = query.get(key) ?? "";
    return [key, NUMBERS.includes(key) && !/^\d{1,9}$/.test(value) ? "" : value];
  }));
}

/** The query string of a state, without empty keys. */
export function searchOf(state) {
  const query = new URLSearchParams();
  for (const key of KEYS) if (state[key]) query.set(key, state[key]);
  const text = query.toString();
  return text ? `?${text}` : "";
}

/** The bytes of a base64 text. */
export function bytesOf(text) {
  return Uint8Array.from(atob(text), (char) => char.charCodeAt(0));
}

/** Text cut at the findings' spans: [text, severity or ""] in order; the first of findings that overlap wins. */
export function marked(text, findings) {
  const pieces = [];
  let at = 0;
  for (const { span: [start, end], severity } of [...findings].sort((a, b) => a.span[0] - b.span[0])) {
    if (start < at) continue;
    if (start > at) pieces.push([text.slice(at, start), ""]);
    at = Math.max(end, start + 1);
    pieces.push([text.slice(start, at) || " ", severity]);
  }
  if (at < text.length) pieces.push([text.slice(at), ""]);
  return pieces;
}

/** A text with a span replaced, and where the cursor goes. */
export function replaced(text, [start, end], insert) {
  return { text: text.slice(0, start) + insert + text.slice(end), cursor: start + insert.length };
}

/** Columns, cell size and height of a grid of count cells in a width, as large as fits a preferred height. */
export function layout(count, width, preferred) {
  let size = Math.max(3, Math.min(26, Math.floor(Math.sqrt((width * preferred) / Math.max(1, count)))));
  let columns = Math.max(1, Math.floor(width / size));
  while (size > 3 && Math.ceil(count / columns) * size > preferred) {
    size -= 1;
    columns = Math.max(1, Math.floor(width / size));
  }
  return { size, columns, height: Math.max(size, Math.ceil(count / columns) * size) };
}

/** The cell that a key moves to. */
export function moved(key, index, count, columns) {
  const step = { ArrowLeft: -1, ArrowRight: 1, ArrowUp: -columns, ArrowDown: columns, PageUp: -10 * columns, PageDown: 10 * columns }[key];
  if (key === "Home") return 0;
  if (key === "End") return count - 1;
  if (step === undefined) return null;
  const to = index + step;
  return to < 0 || to >= count ? index : to;
}

/** Text with characters that would hide or reorder others shown as their code points. */
export function visible(text) {
  return String(text).replace(/(?![\t\n])[\p{Cc}\p{Cf}\p{Cs}\p{Zl}\p{Zp}]/gu,
    (char) => `\u27e8U+${char.codePointAt(0).toString(16).toUpperCase().padStart(4, "0")}\u27e9`);
}

/** A value as a cell of a table shows it. */
export function shown(value) {
  if (value === null || value === undefined) return "";
  return visible(typeof value === "object" ? JSON.stringify(value) : value);
}

export function plural(count, one, many = `${one}s`) {
  return `${count.toLocaleString("en")} ${count === 1 ? one : many}`;
}

/** A moment in seconds as a short UTC text. */
export function moment(seconds) {
  return new Date(seconds * 1000).toISOString().replace(/\.\d+Z$/, "Z");
}

/** Runs a function once calls have stopped for some milliseconds. */
export function debounced(run, milliseconds) {
  let timer;
  return (...given) => {
    clearTimeout(timer);
    timer = setTimeout(() => run(...given), milliseconds);
  };
}

/** The completions that continue a word; the word itself is none, unless all are asked for. */
export function continuing(items, word, all = false) {
  const low = word.toLowerCase();
  return items.filter((one) => one.label.toLowerCase().startsWith(low) && (all || low !== one.text.trim().toLowerCase()));
}

// --- the page ---------------------------------------------------------------------------------------------------------

// `state` is what the address says; `shown` is the query of the last view without errors, which everything below the editors shows.
const page = { overview: null, state: stateOf(""), shown: { filter: "", select: "" }, labels: [], cells: null, flags: null, legend: [],
  at: 0, grid: null, colours: {}, lists: {}, turns: {} };
const $ = (id) => document.getElementById(id);

function element(name, properties = {}, ...children) {
  const made = document.createElement(name);
  for (const [key, value] of Object.entries(properties)) {
    if (key in made) made[key] = value;
    else made.setAttribute(key, value);
  }
  made.append(...children);
  return made;
}

async function fetched(name, parameters) {
  const response = await fetch(`explore/${name}?${new URLSearchParams(parameters)}`);
  const data = await response.json();
  if (!response.ok) throw new Error(data.problem);
  return data;
}

/** What a promise gives; null once a later one of the same kind was waited for, so that a late response never replaces a newer one. */
async function latest(kind, promise) {
  drop(kind);
  const turn = page.turns[kind];
  try {
    const found = await promise;
    return turn === page.turns[kind] ? found : null;
  } catch (problem) {
    if (turn === page.turns[kind]) throw problem;
    return null;
  }
}

/** Responses of a kind that are still waited for are dropped. */
function drop(kind) {
  page.turns[kind] = (page.turns[kind] ?? 0) + 1;
}

/** The response of a server to the latest question of a kind; null if it was overtaken, or failed. */
function ask(name, parameters = {}) {
  return latest(name, fetched(name, parameters)).catch(() => null);
}

/** Draws a part of the page anew; the focus stays on what has the same data-key. */
function redrawn(box, draw) {
  const key = box.contains(document.activeElement) ? document.activeElement.dataset.key : undefined;
  draw();
  if (key !== undefined) [...box.querySelectorAll("[data-key]")].find((one) => one.dataset.key === key)?.focus();
}

function remember(changes) {
  Object.assign(page.state, changes);
  history.replaceState(null, "", location.pathname + searchOf(page.state));
}

export async function start() {
  page.state = stateOf(location.search);
  page.overview = await fetched("overview");
  const { overview, state } = page;
  if (Number(state.item) >= overview.count) state.item = "";
  $("version").textContent = overview.version;
  document.title = visible(`${overview.title || overview.apiTitle} - odatanodes`);
  $("source").textContent = visible(`${overview.apiTitle}: ${plural(overview.count, "item")}${overview.title ? ` from ${overview.title}` : ""}`);
  options($("colour"), overview.colours, state.colour, (colour) => { remember({ colour }); update(); });
  options($("time"), overview.times, state.time, (time) => { remember({ time }); drawChart(); });
  for (const option of ["filter", "select"]) editor(option);
  gridKeys();
  $("previous").onclick = () => turnPage(-ROWS);
  $("next").onclick = () => turnPage(ROWS);
  addEventListener("resize", debounced(drawGrid, 100));
  matchMedia("(prefers-color-scheme: dark)").addEventListener("change", () => { drawGrid(); drawLegend(); });
  addEventListener("popstate", () => location.reload());
  await update();
}

function options(select, paths, chosen, change) {
  select.replaceChildren(...paths.map((path) => element("option", { value: path, textContent: path, selected: path === chosen })));
  select.closest("label").hidden = paths.length === 0;
  select.onchange = () => change(select.value);
}

/** The categories of a property, which do not depend on the query. */
function coloursOf(path) {
  page.colours[path] ??= fetched("colours", { path }).catch((problem) => {
    delete page.colours[path];
    throw problem;
  });
  return page.colours[path];
}

/** Asks for everything that depends on the query, and draws it. */
async function update() {
  const { filter, select } = page.state;
  const colour = $("colour").value;
  const query = { filter: filter.trim(), select: select.trim() };
  const found = await latest("view", Promise.all([fetched("view", { ...query, colour }), coloursOf(colour)]))
    .catch((problem) => [{ findings: [], selectFindings: [], problem: problem.message }]);
  if (!found) return;
  const [view, colours] = found;
  findings("filter", filter, view.findings);
  findings("select", select, view.selectFindings);
  if (view.flags === undefined) {
    $("count").textContent = view.problem || "The filter has an error; the picture shows the last one that had none.";
    return;
  }
  page.shown = { filter: query.filter, select: view.plan ? query.select : page.shown.select };
  page.labels = colours.labels;
  page.cells = bytesOf(colours.cells);
  page.flags = bytesOf(view.flags);
  page.legend = view.legend;
  $("count").textContent = view.problem || `${plural(view.count, "match", "matches")} of ${plural(page.overview.count, "item")}`;
  drawGrid();
  drawLegend();
  if (view.plan) {
    $("plan").textContent = visible(view.plan.text);
    drawCopies();
  }
  drawChart();
  drawRows();
  if (page.state.item !== "") showItem(Number(page.state.item));
}

// --- the editors of $filter and $select

function editor(option) {
  const input = $(option);
  const list = `complete-${option}`;
  const changed = debounced(() => { remember({ [option]: input.value, start: "" }); update(); }, 60);
  const suggest = debounced((turn) => { if (turn === page.turns[list]) suggestNow(option); }, 60);
  input.value = page.state[option];
  input.addEventListener("input", () => {
    marks(option, []);
    for (const button of $(`${option}-findings`).querySelectorAll("button")) button.disabled = true;  // their spans are of another text
    narrow(option);
    changed();
    drop(list);
    suggest(page.turns[list]);
  });
  input.addEventListener("scroll", () => { $(`${option}-marks`).scrollLeft = input.scrollLeft; });
  input.addEventListener("keydown", (event) => editorKey(option, event));
  input.addEventListener("pointerdown", () => closeList(option));
  input.addEventListener("blur", () => closeList(option));
  $(`${option}-list`).addEventListener("mousedown", (event) => event.preventDefault());  // the field keeps the focus
}

function editorKey(option, event) {
  if (event.isComposing) return;
  if (event.key === " " && event.ctrlKey) { event.preventDefault(); suggestNow(option, true); return; }
  if (event.key === "Escape" || ["ArrowLeft", "ArrowRight", "Home", "End"].includes(event.key)) {
    if (event.key === "Escape" && page.lists[option]) event.preventDefault();
    closeList(option);
    return;
  }
  const list = page.lists[option];
  if (!list) return;
  if (event.key === "ArrowDown" || event.key === "ArrowUp") {
    event.preventDefault();
    const from = event.key === "ArrowUp" ? Math.max(list.chosen, 0) - 1 : list.chosen + 1;
    chooseOption(option, (from + list.items.length) % list.items.length);
  } else if ((event.key === "Enter" || event.key === "Tab") && list.chosen >= 0) {
    event.preventDefault();
    accept(option, list.chosen);
  }
}

/** Asks for completions at the cursor. */
async function suggestNow(option, all = false) {
  const input = $(option);
  const text = input.value;
  const at = input.selectionStart;
  const found = await latest(`complete-${option}`, fetched("complete", { option, text, at })).catch(() => null);
  if (!found || input.value !== text || document.activeElement !== input) return;
  const [start, end] = found.span;
  const word = text.slice(start, at);
  const wanted = word !== "" || all || text === "" || text.endsWith(" ");
  showList(option, start, Math.max(0, end - at), wanted ? continuing(found.items, word, all) : []);
}

/** Shows a list; an option that the user has moved to stays the active one, and a list without it is not shown. */
function showList(option, start, behind, items) {
  const before = page.lists[option];
  const active = before?.items[before.chosen];
  const chosen = active ? items.findIndex((one) => one.label === active.label && one.text === active.text) : -1;
  if (active && chosen < 0) return;
  if (!items.length) { closeList(option); return; }
  page.lists[option] = { start, behind, items, chosen: -1 };
  const list = $(`${option}-list`);
  list.replaceChildren(...items.map((one, index) => element("li", { id: `${option}-option-${index}`, role: "option", "aria-selected": "false", onclick: () => accept(option, index) },
    element("code", { textContent: visible(one.label) }), element("span", { textContent: visible(one.detail) }))));
  list.hidden = false;
  $(option).setAttribute("aria-expanded", "true");
  if (chosen < 0) $(option).removeAttribute("aria-activedescendant");
  else chooseOption(option, chosen);
}

/** Leaves those options in the list that continue the word as it is now, until the next response. */
function narrow(option) {
  const list = page.lists[option];
  if (!list) return;
  const items = continuing(list.items, $(option).value.slice(list.start, $(option).selectionStart));
  if (!items.includes(list.items[list.chosen])) list.chosen = -1;
  showList(option, list.start, list.behind, items);
}

function chooseOption(option, index) {
  page.lists[option].chosen = index;
  [...$(`${option}-list`).children].forEach((child, at) => child.setAttribute("aria-selected", String(at === index)));
  const chosen = $(`${option}-option-${index}`);
  chosen.scrollIntoView({ block: "nearest" });
  $(option).setAttribute("aria-activedescendant", chosen.id);
}

function accept(option, index) {
  const { start, behind, items } = page.lists[option];  // what was typed since the list was asked for is replaced too
  const { text, cursor } = replaced($(option).value, [start, $(option).selectionStart + behind], items[index].text);
  closeList(option);
  write(option, text, cursor);
}

function write(option, text, cursor) {
  const input = $(option);
  input.value = text;
  input.focus();
  input.setSelectionRange(cursor, cursor);
  remember({ [option]: text, start: "" });
  update();
}

function closeList(option) {
  drop(`complete-${option}`);
  page.lists[option] = null;
  $(`${option}-list`).hidden = true;
  $(option).setAttribute("aria-expanded", "false");
  $(option).removeAttribute("aria-activedescendant");
}

function marks(option, found) {
  const input = $(option);
  $(`${option}-marks`).replaceChildren(...marked(input.value, found).map(([text, severity]) => severity ? element("span", { className: severity, textContent: text }) : text));
  $(`${option}-marks`).scrollLeft = input.scrollLeft;
  input.setAttribute("aria-invalid", String(found.some((one) => one.severity === "error")));
}

function findings(option, text, found) {
  const lead = text.length - text.trimStart().length;
  const placed = found.map((one) => ({ ...one, span: one.span.map((at) => at + lead), fix: one.fix && { ...one.fix, span: one.fix.span.map((at) => at + lead) } }));
  if ($(option).value !== text) return;  // what was typed since is asked about already
  marks(option, placed);
  const box = $(`${option}-findings`);
  redrawn(box, () => box.replaceChildren(...placed.map((one, number) => {
    const line = element("li", { className: one.severity }, element("b", { textContent: one.code }), ` ${visible(one.message)}${one.help ? `; ${visible(one.help)}` : ""} `);
    if (one.fix) {
      line.append(element("button", { type: "button", "data-key": String(number), textContent: one.fix.text ? `Write ${visible(one.fix.text)}` : "Remove it",
        onclick: () => applyFix(option, text, one.fix) }));
    }
    return line;
  })));
}

function applyFix(option, of, fix) {
  if ($(option).value !== of) return;
  const { text, cursor } = replaced(of, fix.span, fix.text);
  write(option, text, cursor);
}

// --- the picture

/** A fill of a colour with a pattern, so that categories differ without colour too. */
function fill(context, number, size) {
  const colour = COLOURS[number % COLOURS.length];
  const pattern = PATTERNS[Math.floor(number % PATTERNS.length)];
  if (pattern === "solid" || size < 7) return colour;
  const tile = document.createElement("canvas");
  tile.width = tile.height = 6;
  const pen = tile.getContext("2d");
  pen.fillStyle = colour;
  pen.fillRect(0, 0, 6, 6);
  pen.fillStyle = "#fff";
  const draw = { stripes: () => pen.fillRect(0, 2, 6, 1.5), dots: () => pen.fillRect(2, 2, 2, 2), grid: () => { pen.fillRect(0, 2, 6, 1); pen.fillRect(2, 0, 1, 6); },
    rising: () => pen.fillRect(2, 0, 1.5, 6), cross: () => { for (let at = 0; at < 6; at += 1) pen.fillRect(at, at, 1.2, 1.2); } };
  draw[pattern]();
  return context.createPattern(tile, "repeat");
}

function drawGrid() {
  if (!page.flags) return;
  const box = $("grid");
  const canvas = $("cells");
  const count = page.overview.count;
  const grid = layout(count, box.clientWidth, Math.max(220, innerHeight * 0.45));
  page.grid = grid;
  const scale = devicePixelRatio || 1;
  canvas.width = box.clientWidth * scale;
  canvas.height = grid.height * scale;
  canvas.style.height = `${grid.height}px`;
  const context = canvas.getContext("2d");
  context.scale(scale, scale);
  const fills = page.labels.map((_, number) => fill(context, number, grid.size));
  const gap = grid.size > 8 ? 2 : grid.size > 4 ? 1 : 0;
  for (let label = 0; label < page.labels.length; label += 1) {
    context.fillStyle = fills[label];
    for (let index = 0; index < count; index += 1) {
      if (page.cells[index] === label && page.flags[index]) context.fillRect((index % grid.columns) * grid.size, Math.floor(index / grid.columns) * grid.size, grid.size - gap, grid.size - gap);
    }
    context.globalAlpha = 0.45;
    const small = Math.max(1, Math.round(grid.size * 0.4));
    const inset = (grid.size - gap - small) / 2;
    for (let index = 0; index < count; index += 1) {
      if (page.cells[index] === label && !page.flags[index]) context.fillRect((index % grid.columns) * grid.size + inset, Math.floor(index / grid.columns) * grid.size + inset, small, small);
    }
    context.globalAlpha = 1;
  }
  outline();
}

/** Puts the frame around the chosen cell. */
function outline() {
  const { size, columns } = page.grid;
  const index = Number(page.state.item);
  const frame = $("chosen");
  frame.hidden = page.state.item === "";
  Object.assign(frame.style, { left: `${(index % columns) * size}px`, top: `${Math.floor(index / columns) * size}px`, width: `${size}px`, height: `${size}px` });
}

function gridKeys() {
  $("cells").onclick = (event) => {
    const { size, columns } = page.grid;
    const index = Math.floor(event.offsetY / size) * columns + Math.floor(event.offsetX / size);
    if (Math.floor(event.offsetX / size) < columns && index < page.overview.count) choose(index);
  };
  $("grid").addEventListener("keydown", (event) => {
    const count = page.overview.count;
    if (!count || event.ctrlKey || event.metaKey || event.altKey) return;
    if (event.key === "Enter" || event.key === " ") { event.preventDefault(); choose(page.at); return; }
    const to = moved(event.key, page.at, count, page.grid.columns);
    if (to === null) return;
    event.preventDefault();
    choose(to);
  });
}

function choose(index) {
  page.at = index;
  remember({ item: String(index) });
  outline();
  const { size, columns } = page.grid;
  const top = Math.floor(index / columns) * size;
  $("grid").scrollTop = Math.min(top, Math.max($("grid").scrollTop, top + size - $("grid").clientHeight));
  showItem(index);
}

function drawLegend() {
  $("legend").replaceChildren(...page.legend.map(({ label, all, matches }) => {
    const swatch = element("canvas", { width: 16, height: 16, "aria-hidden": "true" });
    const context = swatch.getContext("2d");
    context.fillStyle = fill(context, page.labels.indexOf(label), 16);
    context.fillRect(0, 0, 16, 16);
    return element("li", {}, swatch, element("bdi", { textContent: visible(label) }), ` ${matches.toLocaleString("en")} of ${all.toLocaleString("en")}`);
  }));
  $("by-name").textContent = $("colour").value;
  $("by-value").replaceChildren(element("div", { className: "bars" }, ...page.legend.flatMap(({ label, all, matches }) => [
    element("bdi", { textContent: visible(label) }), element("meter", { min: 0, max: all, value: matches, "aria-label": `matches with ${visible(label)}` }), element("span", { textContent: `${matches} of ${all}` })])));
}

// --- item, plan, table, charts, copies

async function showItem(index) {
  const found = await ask("item", { index, filter: page.shown.filter });
  if (!found) return;
  page.at = index;
  $("item").hidden = false;
  $("item-empty").hidden = true;
  const verdict = found.matched === undefined ? "" : found.matched ? "matches" : "does not match";
  const key = shown(found.item.id ?? found.item.nodeId ?? found.item.name ?? `item ${index}`);
  $("item-verdict").replaceChildren(element("bdi", { textContent: key }), verdict ? element("b", { className: found.matched ? "matched" : "missed", textContent: ` ${verdict}` }) : "");
  $("cell").textContent = `${key} ${verdict}, ${page.labels[page.cells[index]]}`;
  $("trace").hidden = !found.trace.length;
  $("trace").tBodies[0].replaceChildren(...found.trace.map((step) => element("tr", { className: step.decides ? "decides" : "" },
    element("td", { className: step.value, textContent: step.value + (step.decides ? " \u25c0" : "") }),
    element("td", { className: "code", textContent: "  ".repeat(step.depth) + visible(step.text) }),
    element("td", { className: "code", textContent: visible(step.error) || Object.entries(step.reads).map(([name, value]) => `${visible(name)}: ${value === null ? "null" : shown(value)}`).join("\n") }))));
  $("json").textContent = visible(JSON.stringify(found.item, null, 2));
  for (const row of $("rows").tBodies[0].rows) row.ariaCurrent = String(row.dataset.index === String(index));
}

async function drawCopies() {
  const found = await ask("copies", page.shown);
  if (!found) return;
  $("url").textContent = visible(found.forms.find(({ label }) => label === "URL")?.text ?? "");
  const box = $("copies");
  redrawn(box, () => box.replaceChildren(...found.forms.map(({ label, text, note }) => element("button", { type: "button", "data-key": label, textContent: `Copy ${label}`, title: visible(note || text),
    onclick: async () => {
      await navigator.clipboard.writeText(text).catch(() => copyByHand(text));
      $("copied").textContent = `${label} copied${note ? `; ${visible(note)}` : ""}`;
    } }))));
}

function copyByHand(text) {
  const area = element("textarea", { value: text, className: "hidden" });
  document.body.append(area);
  const before = document.activeElement;
  area.select();
  document.execCommand("copy");
  area.remove();
  before?.focus();
}

function turnPage(step) {
  remember({ start: String(Math.max(0, Number(page.state.start || 0) + step)) });
  drawRows();
}

async function drawRows() {
  const { sort, descending, start } = page.state;
  const found = await ask("rows", { ...page.shown, sort, descending, start: start || 0, limit: ROWS });
  if (!found) return;
  const table = $("rows");
  redrawn(table, () => {
    table.tHead.replaceChildren(element("tr", {}, ...found.columns.map((column) => {
      const order = column === sort ? (descending ? "descending" : "ascending") : "none";
      return element("th", { scope: "col", "aria-sort": order }, element("button", { type: "button", "data-key": column,
        textContent: visible(column) + ({ ascending: " \u25b2", descending: " \u25bc" }[order] ?? ""), onclick: () => sortBy(column) }));
    })));
    table.tBodies[0].replaceChildren(...found.rows.map((cells, row) => {
      const index = found.indexes[row];
      const line = element("tr", { onclick: () => choose(index), ariaCurrent: String(String(index) === page.state.item) }, ...cells.map((cell, at) => element("td", {}, at ? shown(cell) : element("button", { type: "button", "data-key": `#${index}`, textContent: shown(cell) || `item ${index}` }))));
      line.dataset.index = index;
      return line;
    }));
  });
  $("page").textContent = found.total ? `${(found.start + 1).toLocaleString("en")} to ${Math.min(found.total, found.start + ROWS).toLocaleString("en")} of ${found.total.toLocaleString("en")}` : "none";
  const focused = document.activeElement;
  $("previous").disabled = found.start === 0;
  $("next").disabled = found.start + ROWS >= found.total;
  if (focused.disabled) [$("previous"), $("next")].find((one) => !one.disabled)?.focus();
}

function sortBy(column) {
  const { sort, descending } = page.state;
  remember({ sort: column, descending: sort === column && !descending ? "1" : "", start: "" });
  drawRows();
}

async function drawChart() {
  if (!page.overview.times.length) return;
  const found = await ask("chart", { filter: page.shown.filter, path: $("time").value });
  if (!found) return;
  const { path, bins, first, last } = found;
  if (!bins.length) { $("over-time").replaceChildren(element("p", { className: "hint", textContent: "no item has this time" })); return; }
  const most = Math.max(...bins.map(([all]) => all));
  const kept = bins.reduce((sum, [, matches]) => sum + matches, 0);
  const made = document.createElementNS("http://www.w3.org/2000/svg", "svg");
  made.setAttribute("viewBox", `0 0 ${bins.length * 10} 100`);
  made.setAttribute("preserveAspectRatio", "none");
  made.setAttribute("role", "img");
  made.setAttribute("aria-label", `${plural(kept, "match", "matches")} over ${path}, from ${moment(first)} to ${moment(last)}`);
  bins.forEach(([all, matches], at) => {
    for (const [name, value] of [["all", all], ["kept", matches]]) {
      const bar = document.createElementNS("http://www.w3.org/2000/svg", "rect");
      const height = (value / most) * 100;
      for (const [key, number] of [["x", at * 10], ["y", 100 - height], ["width", 9], ["height", height]]) bar.setAttribute(key, number);
      bar.setAttribute("class", name);
      made.append(bar);
    }
  });
  $("over-time").replaceChildren(made, element("p", { className: "hint", textContent: `${moment(first)} to ${moment(last)}` }));
}

if (globalThis.document?.getElementById("cells")) start().catch((problem) => { $("count").textContent = `The page could not be loaded: ${problem.message}`; });
