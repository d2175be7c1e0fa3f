/* The overview: the deck as a map. */

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
