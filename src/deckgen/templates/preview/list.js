/* The list of cards, the search and the filters. */

const seen = new IntersectionObserver(entries => {
  for (const entry of entries) if (entry.isIntersecting) fill(cards[entry.target.value - 1]);
}, { rootMargin: "1000px 0px" });

/** Make a place for every card; each is filled when it comes near the window. */
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

/** Choose values anew, without a search. */
function choose(chosen) {
  state.chosen = named(chosen);
  state.search = "";
  view(false);
  filter();
  scrollTo(0, 0);
}

const current = () => cards.find(card => card.link === state.key);

/** Make a card the current one, where it stands. */
function stand(card) {
  document.querySelector(".entry.current")?.classList.remove("current");
  card.item.classList.add("current");
  state.key = card.link;
  remember();
}

/** Make a card the current one, and bring it into view; filters that hide it are cleared. */
function goTo(card) {
  if (card.item.hidden) choose({});
  view(false);
  fill(card);
  stand(card);
  card.item.focus({ preventScroll: true });
  card.item.scrollIntoView({ block: "start" });
}

/** Go on by some cards of those that are shown; the first time, to the first one in the window. */
function step(by) {
  if (!shown.length) return;
  const place = shown.indexOf(current());
  const first = Math.max(0, shown.findIndex(card => card.item.getBoundingClientRect().bottom > 100));
  goTo(shown[place < 0 ? first : Math.min(shown.length - 1, Math.max(0, place + by))]);
}
