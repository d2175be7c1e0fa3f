/* One card: its frame, its sides, and what is known of it. */

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

/** Show the side of a card that is up. */
function draw(card) {
  const { frame, flip } = card;
  frame.shadowRoot.replaceChildren(body(card.flipped ? card.back : card.front));
  flip.textContent = card.flipped ? "Show question" : "Show answer";
  flip.setAttribute("aria-expanded", card.flipped);
}

/** Turn a card over. */
function turn(card, flipped = !card.flipped) {
  if (card.flipped === flipped) return;
  card.flipped = flipped;
  if (card.frame) draw(card);
}

/** Return a finding with the line of the source, in which the word that it is about is marked. */
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
  const words = [label("level", note.level), card.kind, ...Object.entries(card.traits).slice(4).flatMap(([, values]) => values)];
  const about = make("div", { className: "about" },
    make("h3", {}, make("a", { href: "#" + card.link }, note.key)),
    make("p", { className: "where" }, note.at),
    make("ul", { className: "words", ariaLabel: "Level, kind and tags" }, ...words.map(word => make("li", {}, word))),
    card.flip);
  if (note.findings) about.append(make("ul", { className: "findings", ariaLabel: "Findings" }, ...note.findings.map(n => showFinding(deck.findings[n]))));
  card.item.append(card.frame, about);
  draw(card);
}
