"use strict";

/* ------------------------------------------------------------------------------------------------ what is shown */

const at = id => document.getElementById("_" + id);
const deck = JSON.parse(at("deck").textContent);
const state = { search: "", night: matchMedia("(prefers-color-scheme: dark)").matches, ...history.state };
state.chosen ??= {}; // facet → values
state.key ??= "";

function make(name, properties = {}, ...children) {
  const element = document.createElement(name);
  for (const [key, value] of Object.entries(properties)) {
    if (key in element) element[key] = value;
    else element.setAttribute(key, value);
  }
  element.append(...children);
  return element;
}

const plural = (n, word) => `${n} ${word}${n === 1 ? "" : "s"}`;

/* ------------------------------------------------------------------------------------------------ facets */

const levelNames = new Map(deck.levels.map(level => [level.id, level.name]));
const severities = note => [...new Set((note.findings ?? []).map(n => `${deck.findings[n].severity}: ${deck.findings[n].check}`))];

/** Return what a card can be filtered by: for each facet the values that the card has. */
function traits(card) {
  const note = deck.notes[card.note];
  const found = { level: [note.level], kind: [card.kind], evidence: note.evidence ? [note.evidence] : [], findings: severities(note) };
  for (const tag of note.tags) {
    const [, group, value] = tag.startsWith(deck.root) ? /^(?:(.*?)::)?(.*)$/.exec(tag.slice(deck.root.length)) : [null, "", tag];
    if (group !== "level" && group !== "evidence") (found[group || "tags"] ??= []).push(value);
  }
  return found;
}

const cards = deck.cards.map((card, index) => ({ ...card, index, traits: traits(card), flipped: false }));
const nth = new Map(); // how many cards of each note have had their links
for (const card of cards) {
  nth.set(card.note, (nth.get(card.note) ?? 0) + 1);
  const number = nth.get(card.note);
  card.link = deck.notes[card.note].key + (number > 1 ? "@" + number : "");
}
const facets = { level: new Map(deck.levels.map(level => [level.id, 0])), kind: new Map(), evidence: new Map(), findings: new Map() };
for (const card of cards) {
  for (const [facet, values] of Object.entries(card.traits)) {
    facets[facet] ??= new Map();
    for (const value of values) facets[facet].set(value, (facets[facet].get(value) ?? 0) + 1);
  }
}
const named = (facet, value) => facet === "level" ? levelNames.get(value) : value;
const capital = word => word[0].toUpperCase() + word.slice(1);

function drawFacets() {
  for (const [facet, values] of Object.entries(facets)) {
    if (!values.size) continue;
    const most = Math.max(1, ...values.values());
    const choices = [...values].map(([value, count]) => {
      const box = make("input", { type: "checkbox", checked: Boolean(state.chosen[facet]?.includes(value)) });
      box.dataset.facet = facet;
      box.dataset.value = value;
      const label = make("label", { className: "choice" }, box, make("span", {}, named(facet, value)), make("b", {}, String(count)));
      label.style.setProperty("--share", count / most);
      return label;
    });
    at("facets").append(make("fieldset", {}, make("legend", {}, capital(facet)), ...choices));
  }
}

/* ------------------------------------------------------------------------------------------------ one card */

const sheet = new CSSStyleSheet();
sheet.replaceSync(deck.style.replace(/(\d)vw\b/g, "$1cqw")); // a card's window is its frame

/** Return a side as the body of Anki's window holds it. */
function body(html) {
  const template = make("template", { innerHTML: html });
  for (const picture of template.content.querySelectorAll("img")) picture.src = deck.pictures[picture.getAttribute("src")] ?? "data:,";
  for (const link of template.content.querySelectorAll("a[href]:not(.hint)")) Object.assign(link, { target: "_blank", rel: "noreferrer" });
  const card = make("div", { className: "card card1", lang: deck.language }, template.content);
  card.classList.toggle("nightMode", state.night);
  card.classList.toggle("night_mode", state.night);
  return card;
}

function draw(card) {
  const { frame, flip } = card;
  frame.shadowRoot.replaceChildren(body(card.flipped ? card.back : card.front));
  flip.textContent = card.flipped ? "Show question" : "Show answer";
  flip.setAttribute("aria-expanded", card.flipped);
}

function turn(card, flipped = !card.flipped) {
  if (card.flipped === flipped) return;
  card.flipped = flipped;
  if (card.frame) draw(card);
}

function showFinding(finding) {
  const { severity, check, message, hint, at: where, line, column } = finding;
  const item = make("li", { className: "finding " + severity }, make("b", {}, `${severity} `), `${check}: ${message}`);
  if (hint) item.append(make("div", {}, "→ " + hint));
  if (where) item.append(make("div", { className: "where" }, where));
  if (line) {
    const end = column - 1 + (/^\S+/.exec(line.slice(column - 1)) ?? [""])[0].length;
    item.append(make("pre", {}, line.slice(0, column - 1).trimStart(), make("mark", {}, line.slice(column - 1, end)), line.slice(end)));
  }
  return item;
}

/** Fill the place of a card in the list: the card in a frame of its own, and beside it what is known of it. */
function fill(card) {
  if (card.frame) return;
  const note = deck.notes[card.note];
  card.frame = make("div", { className: "frame" });
  card.frame.attachShadow({ mode: "open" }).adoptedStyleSheets = [sheet];
  card.flip = make("button", { type: "button", className: "flip" });
  const words = [named("level", note.level), card.kind, ...Object.entries(card.traits).slice(4).flatMap(([, values]) => values)];
  const about = make("div", { className: "about" },
    make("h3", {}, make("a", { href: "#" + card.link }, note.key)),
    make("p", { className: "where" }, note.at),
    make("ul", { className: "words", ariaLabel: "Level, kind and tags" }, ...words.map(word => make("li", {}, word))),
    card.flip);
  if (note.findings) about.append(make("ul", { className: "findings", ariaLabel: "Findings" }, ...note.findings.map(n => showFinding(deck.findings[n]))));
  card.item.append(card.frame, about);
  draw(card);
}

/* ------------------------------------------------------------------------------------------------ the list */

const seen = new IntersectionObserver(entries => {
  for (const entry of entries) if (entry.isIntersecting) fill(cards[entry.target.value - 1]);
}, { rootMargin: "1000px 0px" });

function drawList() {
  for (const card of cards) {
    card.item = make("li", { className: "entry", tabIndex: -1, value: card.index + 1 });
    seen.observe(card.item);
  }
  at("cards").append(...cards.map(card => card.item));
  at("general").append(...deck.general.map(n => showFinding(deck.findings[n])));
}

const signs = { "&lt;": "<", "&gt;": ">", "&quot;": '"', "&amp;": "&", "&#58;": ":" };

/** Return the words that a search looks through, made when the first search needs them. */
function words(card) {
  const note = deck.notes[card.note];
  card.words ??= [note.key, ...note.tags, card.back.replace(/<[^>]*>/g, " ").replace(/&[^;]*;/g, sign => signs[sign] ?? sign), card.front.replace(/<[^>]*>/g, " ")].join(" ").toLowerCase();
  return card.words;
}

let shown = cards;

/** Show the cards that have one of the chosen values of each facet, and all words of the search. */
function filter() {
  const sought = state.search.toLowerCase().split(/\s+/).filter(Boolean);
  const chosen = Object.entries(state.chosen).filter(([, values]) => values.length);
  const fits = card => chosen.every(([facet, values]) => card.traits[facet]?.some(value => values.includes(value)))
    && sought.every(word => words(card).includes(word));
  shown = cards.filter(fits);
  const kept = new Set(shown);
  for (const card of cards) card.item.hidden = !kept.has(card);
  const notes = new Set(shown.map(card => card.note)).size;
  at("count").textContent = `${shown.length} of ${plural(cards.length, "card")}, from ${plural(notes, "note")}`;
  at("clear").hidden = !chosen.length && !sought.length;
  for (const box of at("facets").querySelectorAll("input")) box.checked = Boolean(state.chosen[box.dataset.facet]?.includes(box.dataset.value));
  if (at("search").value !== state.search) at("search").value = state.search;
  remember();
}

function choose(chosen) {
  state.chosen = chosen;
  state.search = "";
  view(false);
  filter();
  scrollTo(0, 0);
}

const current = () => cards.find(card => card.link === state.key);

/** Make a card the current one, and bring it into view. */
function goTo(card, focus = true) {
  document.querySelector(".entry.current")?.classList.remove("current");
  if (card.item.hidden) choose({});
  view(false);
  fill(card);
  card.item.classList.add("current");
  if (focus) card.item.focus({ preventScroll: true });
  card.item.scrollIntoView({ block: "start" });
  state.key = card.link;
  remember();
}

function step(by) {
  if (!shown.length) return;
  const place = shown.indexOf(current());
  goTo(shown[place < 0 ? 0 : Math.min(shown.length - 1, Math.max(0, place + by))]);
}

/* ------------------------------------------------------------------------------------------------ the overview */

function cell(chosen, count, most, name) {
  if (!count) return make("td", { className: "none" }, "–");
  const button = make("button", { type: "button", ariaLabel: `${plural(count, "card")}: ${name}`, onclick: () => choose(chosen) }, String(count));
  button.style.setProperty("--share", count / most);
  return make("td", {}, button);
}

/** Return the rows of one facet: one for each of its values, with the number of cards in each level. */
function rows(facet) {
  const values = [...facets[facet].keys()];
  const count = (value, level) => cards.filter(card => card.traits[facet]?.includes(value) && card.traits.level.includes(level.id)).length;
  const counts = values.map(value => deck.levels.map(level => count(value, level)));
  const most = Math.max(1, ...counts.flat());
  const head = make("tr", {}, make("th", { scope: "rowgroup", colSpan: deck.levels.length + 1, className: "group" }, capital(facet)));
  return make("tbody", {}, head, ...values.map((value, row) => make("tr", {},
    make("th", { scope: "row" }, make("button", { type: "button", onclick: () => choose({ [facet]: [value] }) }, value)),
    ...deck.levels.map((level, column) => cell({ [facet]: [value], level: [level.id] }, counts[row][column], most, `${value}, ${level.name}`)))));
}

/** Return the deck as a map: a column for each level, a row for each topic, yield, grade and kind. */
function map() {
  const own = ["level", "kind", "evidence", "findings"];
  const order = [...Object.keys(facets).filter(facet => !own.includes(facet)), "evidence", "kind"].filter(facet => facets[facet].size);
  const most = Math.max(1, ...facets.level.values());
  const head = deck.levels.map(level => make("th", { scope: "col" }, level.name));
  const totals = deck.levels.map(level => cell({ level: [level.id] }, facets.level.get(level.id), most, level.name));
  const table = make("table", {}, make("caption", {}, "Cards of each level, by topic, yield and the like"),
    make("thead", {}, make("tr", {}, make("td"), ...head), make("tr", {}, make("th", { scope: "row" }, "All cards"), ...totals)),
    ...order.map(rows));
  return make("div", { className: "scroll", tabIndex: 0, role: "region", ariaLabel: "Map of the deck" }, table);
}

function drawMap() {
  if (deck.description) at("map").append(make("div", { className: "description", lang: deck.language, innerHTML: deck.description }));
  if (cards.length) at("map").append(map());
}

/* ------------------------------------------------------------------------------------------------ the page */

function view(overview) {
  if (overview && !at("map").childElementCount) drawMap();
  state.overview = overview;
  at("map").hidden = !overview;
  at("list").hidden = overview;
  press();
}

function press() {
  for (const name of ["overview", "answers", "phone", "night"]) at(name).setAttribute("aria-pressed", Boolean(state[name]));
  document.documentElement.classList.toggle("night", state.night);
  document.documentElement.classList.toggle("phone", Boolean(state.phone));
  remember();
}

/** Keep what is shown for a reload, and in the address the current card. */
function remember() {
  history.replaceState(state, "", state.key ? "#" + state.key : location.href);
}

const switches = {
  overview: () => view(!state.overview),
  answers() {
    state.answers = !state.answers;
    for (const card of cards) turn(card, state.answers);
    press();
  },
  phone() {
    state.phone = !state.phone;
    press();
  },
  night() {
    state.night = !state.night;
    for (const card of cards) if (card.frame) draw(card);
    press();
  },
  help: () => at("keys").showModal(),
};

const keys = {
  ArrowDown: () => step(1), ArrowRight: () => step(1), j: () => step(1),
  ArrowUp: () => step(-1), ArrowLeft: () => step(-1), k: () => step(-1),
  " ": () => { const card = current(); if (card && shown.includes(card)) turn(card); else step(0); },
  "/": () => at("search").focus(),
  "?": switches.help, a: switches.answers, o: switches.overview, n: switches.night, p: switches.phone,
  Escape: () => choose({}),
};

addEventListener("keydown", event => {
  const [target] = event.composedPath();
  if (event.ctrlKey || event.metaKey || event.altKey || at("keys").open) return;
  if (event.key === "Escape" && target === at("search")) target.blur();
  if (target.matches?.("input:not([type=checkbox]), textarea")) return;
  if (event.key === " " && target.matches?.("button, a, input")) return;
  if (!Object.hasOwn(keys, event.key)) return;
  event.preventDefault();
  keys[event.key]();
});

at("cards").addEventListener("click", event => {
  const [target] = event.composedPath();
  const item = target.closest?.(".entry") ?? event.target.closest(".entry");
  const card = item && cards[item.value - 1];
  const hint = target.closest?.("a.hint");
  if (hint) {
    event.preventDefault();
    hint.style.display = "none";
    hint.nextElementSibling.style.display = "block";
  } else if (card && (target.closest(".flip") || (event.target === card.frame && !target.closest("a, input") && !String(getSelection())))) {
    turn(card);
    goToQuietly(card);
  }
});

/** Make a card the current one where it stands. */
function goToQuietly(card) {
  document.querySelector(".entry.current")?.classList.remove("current");
  card.item.classList.add("current");
  state.key = card.link;
  remember();
}

at("facets").addEventListener("change", ({ target }) => {
  const { facet, value } = target.dataset;
  const others = (state.chosen[facet] ?? []).filter(other => other !== value);
  state.chosen[facet] = target.checked ? [...others, value] : others;
  view(false);
  filter();
});
at("search").addEventListener("input", () => {
  state.search = at("search").value;
  view(false);
  filter();
});
at("clear").addEventListener("click", () => choose({}));
at("filter").addEventListener("click", () => at("filter").setAttribute("aria-expanded", at("facets").classList.toggle("open")));
for (const [name, act] of Object.entries(switches)) at(name).addEventListener("click", act);

function follow() {
  const key = decodeURIComponent(location.hash.slice(1));
  const card = key && cards.find(card => card.link === key);
  if (card) goTo(card);
}
addEventListener("hashchange", follow);

/** After a reload, stand where the reader stood; else go where the address points. */
function begin() {
  const isReload = state.key && location.hash === "#" + encodeURI(state.key) && current();
  if (isReload && current().item.hidden) return;
  follow();
}

/* ------------------------------------------------------------------------------------------------ the sheet */

/** Return what a back adds to its front; of a cloze, the whole text. */
function answerOf(card) {
  const side = body(card.back);
  const rule = side.querySelector("hr#answer");
  while (rule?.previousSibling) rule.previousSibling.remove();
  rule?.remove();
  return side;
}

/** Say whether a card shows a mechanism that an earlier card of the same note shows. */
const isLaterStep = card => card.kind === "mechanism" && cards[card.index - 1]?.note === card.note;

addEventListener("beforeprint", () => {
  const style = new CSSStyleSheet();
  style.replaceSync(`
    h2 { margin: 1em 0 0.3em; font: 600 12pt system-ui, sans-serif; break-after: avoid; }
    .pair { display: grid; grid-template-columns: 2fr 3fr; gap: 1.5em; padding: 0.5em 0; border-top: 1px solid #999; break-inside: avoid; }
    .card { --size: 9.5pt !important; padding: 0 !important; background: none !important; } .hint-box, .typed { display: none; }`);
  const night = state.night;
  state.night = false;
  const parts = deck.levels.flatMap(level => {
    const pairs = shown.filter(card => card.traits.level.includes(level.id) && !isLaterStep(card)).map(card => make("div", { className: "pair" }, body(card.front), answerOf(card)));
    return pairs.length ? [make("h2", {}, `${deck.name}: ${level.name}`), ...pairs] : [];
  });
  state.night = night;
  const root = at("sheet").shadowRoot ?? at("sheet").attachShadow({ mode: "open" });
  root.adoptedStyleSheets = [sheet, style];
  root.replaceChildren(...parts);
});
addEventListener("afterprint", () => at("sheet").shadowRoot?.replaceChildren());

/* ------------------------------------------------------------------------------------------------ begin */

document.documentElement.classList.toggle("bare", !cards.length);
at("name").textContent = deck.name;
at("about").textContent = [deck.version && `version ${deck.version}`, plural(deck.notes.length, "note"), plural(cards.length, "card")].filter(Boolean).join(" · ");
drawFacets();
drawList();
if (state.answers) for (const card of cards) turn(card, true);
const overview = Boolean(state.overview);
filter();
begin();
view(overview);
