"use strict";

/* What is shown: the deck, the state of the page, and what cards can be filtered by. */

const at = id => document.getElementById("_" + id);
const deck = JSON.parse(at("deck").textContent);
const state = { search: "", night: matchMedia("(prefers-color-scheme: dark)").matches, ...history.state };
state.chosen = named(state.chosen ?? {}); // facet → values
state.key ??= "";

/** Return a new element, with properties or attributes and what it holds. */
function make(name, properties = {}, ...children) {
  const element = document.createElement(name);
  for (const [key, value] of Object.entries(properties)) {
    if (key in element) element[key] = value;
    else element.setAttribute(key, value);
  }
  element.append(...children);
  return element;
}

/** Return an object in which any word may be a key: authors choose the words. */
function named(values) {
  return Object.assign(Object.create(null), values);
}

const plural = (n, word) => `${n} ${word}${n === 1 ? "" : "s"}`;

const levelNames = new Map(deck.levels.map(level => [level.id, level.name]));
const severities = note => [...new Set((note.findings ?? []).map(n => `${deck.findings[n].severity}: ${deck.findings[n].check}`))];

/** Return what a card can be filtered by: for each facet the values that the card has. */
function traits(card) {
  const note = deck.notes[card.note];
  const found = named({ level: [note.level], kind: [card.kind], evidence: note.evidence ? [note.evidence] : [], findings: severities(note) });
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
const facets = named({ level: new Map(deck.levels.map(level => [level.id, 0])), kind: new Map(), evidence: new Map(), findings: new Map() });
for (const card of cards) {
  for (const [facet, values] of Object.entries(card.traits)) {
    facets[facet] ??= new Map();
    for (const value of values) facets[facet].set(value, (facets[facet].get(value) ?? 0) + 1);
  }
}
const label = (facet, value) => facet === "level" ? levelNames.get(value) : value;
const capital = word => word[0].toUpperCase() + word.slice(1);

/** Draw the filters: a box for each value of each facet, with its count. */
function drawFacets() {
  for (const [facet, values] of Object.entries(facets)) {
    if (!values.size) continue;
    const most = Math.max(1, ...values.values());
    const choices = [...values].map(([value, count]) => {
      const box = make("input", { type: "checkbox", checked: Boolean(state.chosen[facet]?.includes(value)) });
      box.dataset.facet = facet;
      box.dataset.value = value;
      const choice = make("label", { className: "choice" }, box, make("span", {}, label(facet, value)), make("b", {}, String(count)));
      choice.style.setProperty("--share", count / most);
      return choice;
    });
    at("facets").append(make("fieldset", {}, make("legend", {}, capital(facet)), ...choices));
  }
}
