// What the page's script cannot say to the browser: language, landmarks, the look, print width,
// and the few words Streamlit has in English only. `frame` is written before this text.
(() => {
  window.__frame?.stop();
  document.documentElement.lang = frame.lang;

  const quoted = text => text.replace(/[.*+?^${}()|[\]\\]/g, "\\$&");
  const exact = new Map(), patterns = [];
  for (const [english, own] of frame.words) {
    const [head, tail] = english.split("{label}");
    if (tail === undefined) exact.set(english, own);
    else patterns.push([new RegExp(`^${quoted(head)}([^]*)${quoted(tail)}$`), own]);
  }
  const translated = text => {
    if (exact.has(text)) return exact.get(text);
    for (const [pattern, own] of patterns) {
      const found = pattern.exec(text);
      if (found) return own.replace("{label}", () => found[1]);
    }
    return null;
  };
  const NAMES = ["aria-label", "title", "placeholder", "alt"];
  const inReport = node => node.closest?.(".js-plotly-plot, blockquote, [data-testid='stMarkdownContainer'] p");
  // What was translated, by what holds it: another language begins with Streamlit's own words.
  const was = new WeakMap();
  const element = one => {
    for (const name of NAMES) {
      const english = one.getAttribute(name), own = english !== null && translated(english);
      if (!own || own === english) continue;
      was.set(one, { ...was.get(one), [name]: [english, own] });
      one.setAttribute(name, own);
    }
  };
  const text = one => {
    const own = one.nodeValue.length < 120 && translated(one.nodeValue.trim());
    const says = one.parentElement?.closest("[role='dialog'], [data-testid='stFileUploader']");
    if (!own || own === one.nodeValue || (inReport(one.parentElement) && !says)) return;
    was.set(one, [one.nodeValue, own]);
    one.nodeValue = own;
  };
  const untranslate = () => {
    const walker = document.createTreeWalker(document.body, NodeFilter.SHOW_ELEMENT | NodeFilter.SHOW_TEXT);
    for (let one = walker.nextNode(); one; one = walker.nextNode()) {
      const held = was.get(one);
      if (!held) continue;
      if (one.nodeType === Node.TEXT_NODE) {
        if (one.nodeValue === held[1]) one.nodeValue = held[0];
        continue;
      }
      for (const [name, [english, own]] of Object.entries(held))
        if (one.getAttribute(name) === own) one.setAttribute(name, english);
    }
  };
  const translate = root => {
    if (root.nodeType === Node.TEXT_NODE) return text(root);
    if (root.nodeType !== Node.ELEMENT_NODE || root.closest(".js-plotly-plot")) return;
    element(root);
    const walker = document.createTreeWalker(root, NodeFilter.SHOW_ELEMENT | NodeFilter.SHOW_TEXT);
    for (let one = walker.nextNode(); one; one = walker.nextNode())
      one.nodeType === Node.TEXT_NODE ? text(one) : element(one);
  };

  // Only what differs is set: setting it again would be heard as another change.
  const set = (one, name, value) => one.getAttribute(name) === value || one.setAttribute(name, value);
  const landmarks = () => {
    const menu = document.querySelector(".st-key-menu");
    if (!menu) return;
    set(menu, "role", "navigation");
    set(menu, "aria-label", frame.menu);
    const here = location.pathname.split("/").pop();
    for (const link of menu.querySelectorAll("a")) {
      // The overview's address is its query alone, which would open this page again in a new tab.
      if (link.getAttribute("href").startsWith("?")) set(link, "href", `/${link.getAttribute("href")}`);
      const there = new URL(link.href).pathname.split("/").pop();
      if (there === here) set(link, "aria-current", "page");
      else link.removeAttribute("aria-current");
    }
  };

  // A part that changes its place is put into the page anew, and would lose the focus there.
  let focused = null;
  const focus = event => {
    const part = event.target.closest?.(".stElementContainer[class*='st-key-']");
    const key = part && [...part.classList].find(name => name.startsWith("st-key-"));
    focused = key ? `.${CSS.escape(key)} ${event.target.tagName}` : null;
  };
  // A finger rests on nothing before it taps, and a chart chooses what the pointer rests on.
  const touch = event => {
    const { pointerType, target, clientX, clientY } = event;
    if (pointerType === "touch" && target.closest(".js-plotly-plot .nsewdrag"))
      target.dispatchEvent(new MouseEvent("mousemove", { bubbles: true, clientX, clientY }));
  };
  // Who goes away by mouse or with the Tab key is not called back.
  const leave = event => { if (event.type === "pointerdown" || event.key === "Tab") focused = null; };
  const refocus = () => {
    if (focused && document.activeElement === document.body) document.querySelector(focused)?.focus();
  };

  // Plotly says of itself when it has drawn; letters that come later have other widths.
  const drawn = new WeakSet();
  const plots = () => document.querySelectorAll(".js-plotly-plot");
  const readable = () => {
    for (const plot of plots()) {
      if (drawn.has(plot) || !plot.on) continue;
      drawn.add(plot);
      plot.on("plotly_afterplot", () => readableLabels(plot));
      readableLabels(plot);
    }
  };
  document.fonts.ready.then(() => plots().forEach(readableLabels));

  const changed = new MutationObserver(found => {
    readable();
    for (const { type, target, addedNodes } of found) {
      if (!frame.words.length) break;
      if (type === "attributes") element(target);
      else if (type === "characterData") text(target);
      else addedNodes.forEach(translate);
    }
    landmarks();
    refocus();
    unfolded();
  });

  // A file is made once it is its turn: Streamlit's button turns until then, and says nothing.
  const waits = document.querySelector(".file-waits") ?? document.createElement("p");
  waits.className = "file-waits";
  waits.setAttribute("role", "status");
  document.body.append(waits);
  let waiting = 0;
  const awaits = button => {
    clearInterval(waiting);
    waiting = setInterval(() => {
      const told = button.isConnected && button.disabled ? frame.waits : "";
      if (waits.textContent !== told) waits.textContent = told;
      if (!told) clearInterval(waiting);
    }, 1000);
  };

  const pressed = event => {
    const file = event.target.closest?.("[data-testid='stDownloadButton'] button");
    if (file) awaits(file);
    const look = event.target.closest?.("[data-look]");
    if (look) {
      localStorage.setItem("look", look.dataset.look);
      location.reload();
    }
    const skip = event.target.closest?.("[data-testid='stSkipToContent']");
    if (skip) {
      event.preventDefault();
      document.getElementById("content")?.focus();
    }
  };
  const sent = event => event.target.querySelectorAll("input[data-name]").forEach(one => { one.name = one.dataset.name; });
  // Tables that paper and phones show wait as text: of many reports they would be most of the page.
  const onPaper = () => document.querySelectorAll("table.paper");
  const fill = (table, most = Infinity) => {
    const heads = [...table.tHead.rows[0].cells], every = JSON.parse(table.dataset.rows);
    const rows = every.slice(0, most).map(texts => {
      const row = document.createElement("tr");
      row.role = "row";
      row.append(...texts.map((text, column) => {
        const cell = document.createElement(column ? "td" : "th");
        cell.role = column ? "cell" : "rowheader";
        cell.className = heads[column].className;
        cell.dataset.name = heads[column].textContent;
        cell.textContent = text;
        return cell;
      }));
      return row;
    });
    table.tBodies[0].replaceChildren(...rows);
    table.parentElement.querySelector("button")?.remove();
    if (every.length <= most) return;
    const more = document.createElement("button");
    more.type = "button";
    more.textContent = frame.rows.replace("{count}", every.length - most);
    more.onclick = () => {
      fill(table, most + step);
      const next = table.tBodies[0].rows[most];
      next.tabIndex = -1;
      next.focus();
    };
    table.after(more);
  };
  // On a phone the rows stand as blocks, where a grid would show a column or two: some, and more by a button.
  const narrow = matchMedia("(max-width: 640px)"), step = 30;
  const unfolded = () => narrow.matches && document.querySelectorAll(".st-key-table table.paper").forEach(table => {
    if (!table.tBodies[0].rows.length) fill(table, step);
  });
  const empty = () => {
    onPaper().forEach(table => table.tBodies[0].replaceChildren());
    unfolded();
  };

  // A chart keeps the width it has on the screen; on paper it is made smaller as a whole.
  const printed = () => {
    onPaper().forEach(table => fill(table));
    const widest = Math.max(1, ...[...document.querySelectorAll(".js-plotly-plot")].map(one => one.offsetWidth));
    document.documentElement.style.setProperty("--print-zoom", Math.min(1, frame.paper / widest));
  };

  // A server that was started again knows nothing of this page: its first choice would begin a visit and be lost.
  // So the page is asked for anew as soon as there is one, and takes no choice until it is there.
  const app = document.querySelector("[data-testid='stApp']");
  let lost = false, asked = false;
  const followed = () => {
    const { testConnectionState: connection, testScriptState: script } = app.dataset;
    if (connection !== "CONNECTED") lost = true;
    else if (lost) {
      lost = false;
      // What follows a # is taken for a place on this page.
      if (location.hash) return;
      asked = app.inert = true;
      dispatchEvent(new PopStateEvent("popstate"));
    } else if (asked && script === "running") asked = false;
    else if (!asked && script === "notRunning") app.inert = false;
  };
  const connected = new MutationObserver(followed);
  connected.observe(app, { attributeFilter: ["data-test-connection-state", "data-test-script-state"] });

  // Charts come from the server in the look the page has: where the system changes it, they are asked for anew, once
  // the page has changed.
  const scheme = matchMedia("(prefers-color-scheme: dark)");
  const darkened = () => setTimeout(() => dispatchEvent(new PopStateEvent("popstate")), 200);

  scheme.addEventListener("change", darkened);
  document.addEventListener("click", pressed);
  document.addEventListener("submit", sent, true);
  document.addEventListener("focusin", focus);
  document.addEventListener("pointerdown", leave, true);
  document.addEventListener("pointerdown", touch, true);
  document.addEventListener("keydown", leave, true);
  addEventListener("beforeprint", printed);
  addEventListener("afterprint", empty);
  narrow.addEventListener("change", unfolded);
  changed.observe(document.body, {
    subtree: true, childList: true, characterData: true, attributes: true, attributeFilter: NAMES,
  });
  if (frame.words.length) translate(document.body);
  readable();
  landmarks();
  unfolded();
  window.__frame = {
    stop() {
      changed.disconnect();
      clearInterval(waiting);
      waits.remove();
      connected.disconnect();
      app.inert = false;
      scheme.removeEventListener("change", darkened);
      untranslate();
      document.removeEventListener("click", pressed);
      document.removeEventListener("submit", sent, true);
      document.removeEventListener("focusin", focus);
      document.removeEventListener("pointerdown", leave, true);
      document.removeEventListener("pointerdown", touch, true);
      document.removeEventListener("keydown", leave, true);
      removeEventListener("beforeprint", printed);
      removeEventListener("afterprint", empty);
      narrow.removeEventListener("change", unfolded);
    },
  };
})();
