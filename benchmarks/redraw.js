// Hears when a press begins and when what a chart shows last changed, on the page's own clock.
(() => {
  const heard = window.__redraw = { pressed: null, drawn: null, changed: null };
  const app = () => document.querySelector("[data-testid='stApp']");
  // Marks and words. A chart drawn again as it was looks the same, and does not count.
  const shown = () => [...document.querySelectorAll(".js-plotly-plot")].map(chart =>
    [...chart.querySelectorAll(".point path, .point > path")].map(mark => mark.getAttribute("d")).join() + chart.textContent
  ).join("\n");
  let before = "";
  addEventListener("pointerdown", () => {
    if (heard.pressed !== null) return;
    before = shown();
    heard.pressed = performance.now();
  }, { capture: true });
  new MutationObserver(() => {
    if (heard.pressed === null) return;
    heard.changed = performance.now();
    const now = shown();
    if (now === before) return;
    before = now;
    // The reader sees it with the next picture of the screen.
    requestAnimationFrame(() => { heard.drawn = performance.now(); });
  }).observe(document, { subtree: true, childList: true, characterData: true, attributes: true });
  heard.again = () => Object.assign(heard, { pressed: null, drawn: null, changed: null });
  // Still for so long after the last change, with the script ended: nothing more is coming.
  heard.done = still => heard.drawn !== null && app().dataset.testScriptState === "notRunning"
    && performance.now() - Math.max(heard.drawn, heard.changed) > still;
})();
