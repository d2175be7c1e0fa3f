/* The page: its switches, its keys, and what a click does. */

/** Show the overview, or the cards. */
function view(overview) {
  if (overview && !at("map").childElementCount) drawMap();
  state.overview = overview;
  at("map").hidden = !overview;
  at("list").hidden = overview;
  press();
}

/** Show which switches are on. */
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
    stand(card);
  }
});

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

/** Go to the card that the address names. */
function follow() {
  const card = cards.find(card => "#" + card.link === location.hash);
  if (card) goTo(card);
}
addEventListener("hashchange", follow);

/** After a reload, stand where the reader stood; else go where the address points. */
function begin() {
  const isReload = state.key && location.hash === "#" + state.key && current();
  if (isReload && current().item.hidden) return;
  follow();
}

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
