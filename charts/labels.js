// Of labels of a chart that would be printed over each other only one is shown; the others are told by pointing at
// their marks, in the table and in files. What names the axes and lanes stays, then values, the newest first.
const readableLabels = (() => {
  const OUTSIDE = ".hoverlayer, .modebar, .legend";
  const VALUES = ".barlayer, .scatterlayer";
  const rank = one => one.closest(".xtick, .ytick, .g-xtitle") || one.querySelector("tspan[style*='bold']") ? 0
    : one.closest(VALUES) ? 1 : 2;
  // The box of a text has room above and below its signs.
  const ROOM = 2, APART = 3;
  const meets = (one, other) => one.left < other.right + APART && other.left < one.right + APART
    && one.top + ROOM < other.bottom - ROOM && other.top + ROOM < one.bottom - ROOM;
  return plot => {
    const texts = [...plot.querySelectorAll("text")].filter(one => !one.closest(OUTSIDE) && one.textContent.trim());
    for (const one of texts) one.style.removeProperty("visibility");
    const edge = plot.getBoundingClientRect();
    const boxes = texts.map(one => ({ one, rank: rank(one), box: one.getBoundingClientRect() }))
      .filter(({ box }) => box.width > 0)
      .sort((a, b) => a.rank - b.rank || b.box.right - a.box.right);
    const kept = [], hidden = [];
    for (const { one, rank, box } of boxes) {
      const cut = box.left < edge.left - 1 || box.right > edge.right + 1;
      if (rank && (cut || kept.some(other => meets(box, other)))) hidden.push(one);
      else kept.push(box);
    }
    for (const one of hidden) one.style.visibility = "hidden";
  };
})();
