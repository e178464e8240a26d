// The labels of all charts that are printed over each other or beyond their chart's edge, by what they say; `found` is
// empty on a page that can be read. Boxes of texts have room above and below their signs.
() => {
  const NOISE = 1.5, ROOM = 4, found = [];
  for (const plot of document.querySelectorAll(".js-plotly-plot")) {
    const edge = plot.getBoundingClientRect();
    const boxes = [...plot.querySelectorAll("text")]
      .filter(one => one.textContent.trim() && one.getClientRects().length && !one.closest(".hoverlayer, .modebar"))
      .filter(one => getComputedStyle(one).visibility !== "hidden" && getComputedStyle(one).opacity !== "0")
      .map(one => ({ told: one.textContent.trim(), box: one.getBoundingClientRect() }));
    for (const [place, { told, box }] of boxes.entries()) {
      if (box.left < edge.left - NOISE || box.right > edge.right + NOISE) found.push(`${told} |`);
      for (const other of boxes.slice(place + 1)) {
        const width = Math.min(box.right, other.box.right) - Math.max(box.left, other.box.left);
        const height = Math.min(box.bottom, other.box.bottom) - Math.max(box.top, other.box.top);
        if (width > NOISE && height > ROOM) found.push(`${told} × ${other.told}`);
      }
    }
  }
  return found;
}
