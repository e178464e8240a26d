// For the page that holds the iframe: makes each iframe of this server as high as what it shows.
const server = new URL(document.currentScript.src).origin;
addEventListener("message", (event) => {
  if (event.origin !== server || event.data?.type !== "secretariat-figures:height") return;
  const height = Number(event.data.height);
  if (!(height > 0 && height < 20000)) return;
  for (const frame of document.querySelectorAll("iframe")) {
    if (frame.contentWindow === event.source) frame.style.height = `${height}px`;
  }
});
// Those that were here first have told theirs already.
for (const frame of document.querySelectorAll("iframe")) {
  if (frame.src.startsWith(`${server}/`)) frame.contentWindow.postMessage({ type: "secretariat-figures:ask" }, "*");
}
