// Draws the figure that stands in the page, and tells the page around it how high it is.
const held = JSON.parse(document.getElementById("figure").textContent);
const chart = document.getElementById("chart");
const root = document.documentElement;
const dark = root.dataset.theme === "dark"
  || (root.dataset.theme === "auto" && matchMedia("(prefers-color-scheme: dark)").matches);
const figure = dark ? held.dark : held.light;
// Its height is its own: in another width Plotly would take that of a place which has none.
chart.style.height = `${figure.layout.height}px`;
chart.style.minHeight = "0";
Plotly.newPlot(chart, figure.data, figure.layout, held.config).then(() => {
  chart.on("plotly_afterplot", () => readableLabels(chart));
  readableLabels(chart);
});
const tell = () => parent.postMessage(
  { type: "secretariat-figures:height", height: Math.ceil(document.querySelector("main").getBoundingClientRect().height) }, "*");
new ResizeObserver(tell).observe(document.querySelector("main"));
addEventListener("load", tell);
// The page around it may begin to listen after all that was told.
addEventListener("message", (event) => {
  if (event.source === parent && event.data?.type === "secretariat-figures:ask") tell();
});
