/* The sheet that is printed: questions and answers. */

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
