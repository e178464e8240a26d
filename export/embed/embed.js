// Draws the figure that stands in the page, and tells the page around it how high it is.
const held = JSON.parse(document.getElementById("figure").textContent);
const chart = document.getElementById("chart");
const root = document.documentElement;
const dark = root.dataset.theme === "dark"
  || (root.dataset.theme === "auto" && matchMedia("(prefers-color-scheme: dark)").matches);
const figure = dark ? held.dark : held.light;
Plotly.newPlot(chart, figure.data, figure.layout, held.config).then(() => { chart.style.minHeight = "0"; });
const tell = () => parent.postMessage(
  { type: "secretariat-figures:height", height: Math.ceil(document.querySelector("main").getBoundingClientRect().height) }, "*");
new ResizeObserver(tell).observe(document.querySelector("main"));
addEventListener("load", tell);
