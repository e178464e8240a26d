// For the page that holds the iframe: makes each iframe of this server as high as what it shows.
// A page with several charts holds this script several times: nothing of it is left outside.
(() => {
  const { origin, protocol } = new URL(document.currentScript.src);
  // Pages on a disk have no origin that could be compared.
  const ours = (other) => protocol === "file:" || other === origin;
  addEventListener("message", (event) => {
    if (!ours(event.origin) || event.data?.type !== "secretariat-figures:height") return;
    const height = Number(event.data.height);
    if (!(height > 0 && height < 20000)) return;
    for (const frame of document.querySelectorAll("iframe")) {
      if (frame.contentWindow === event.source) frame.style.height = `${height}px`;
    }
  });
  // Those that were here first have told theirs already.
  for (const frame of document.querySelectorAll("iframe")) {
    if (ours(new URL(frame.src, location.href).origin)) frame.contentWindow.postMessage({ type: "secretariat-figures:ask" }, "*");
  }
})();
