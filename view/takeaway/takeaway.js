// What is taken away without the server: copied text, and pictures drawn here from the server's figure.
(() => {
  window.__takeaway?.stop();

  const say = (button, text, wrong = false) => {
    const place = button.parentElement.querySelector("[role='status']");
    place.classList.toggle("wrong", wrong);
    place.textContent = "";
    // Told anew even where it is the same words again.
    setTimeout(() => { place.textContent = text; }, 50);
  };

  // Text ---------------------------------------------------------------------------------------------
  const select = one => {
    const range = document.createRange();
    range.selectNodeContents(one);
    const selection = getSelection();
    selection.removeAllRanges();
    selection.addRange(range);
  };
  const copyText = async button => {
    const text = button.closest(".copyable").querySelector(".copy-text");
    try {
      await navigator.clipboard.writeText(text.textContent);
      return say(button, button.dataset.copied);
    } catch { /* not over plain http, and not where it is forbidden */ }
    select(text);
    say(button, document.execCommand("copy") ? button.dataset.copied : button.dataset.selected);
  };

  // Pictures -----------------------------------------------------------------------------------------
  // The server's own edition of Plotly, which it lays pictures out for; Streamlit's may be another. It is
  // kept where the next run of this script finds it.
  const plotly = () => window.__picturePlotly ??= new Promise((done, failed) => {
    const script = document.createElement("script");
    script.src = "/vendor/plotly.min.js";
    script.onload = () => done(window.Plotly);
    script.onerror = () => { window.__picturePlotly = undefined; failed(new Error(script.src)); };
    document.head.append(script);
  });
  const asked = place => {
    const address = new URL(place.dataset.picture, location.origin);
    for (const name of ["size", "look"])
      address.searchParams.set(name, place.querySelector(`[name="takeaway-${name}"]:checked`).value);
    return address;
  };
  // A picture with a square in the place of a letter is not drawn; the message says which letter.
  class Refused extends Error {}
  // The figure as the server lays it out, and as SVG whose words are text.
  const drawn = async place => {
    const [answer, Plotly] = await Promise.all([fetch(asked(place)), plotly()]);
    if (!answer.ok) throw new Error(await answer.text());
    const told = await answer.json();
    if (told.refused) throw new Refused(told.refused);
    const { width, height } = told;
    const uri = await Plotly.toImage(told.figure, { format: "svg", width, height });
    const svg = new DOMParser().parseFromString(
      decodeURIComponent(uri.slice(uri.indexOf(",") + 1)), "image/svg+xml");
    const title = svg.createElementNS(svg.documentElement.namespaceURI, "title");
    title.textContent = told.title;
    svg.documentElement.prepend(title);
    return { ...told, svg };
  };
  const base64 = blob => new Promise((done, failed) => {
    const reader = new FileReader();
    reader.onload = () => done(reader.result);
    reader.onerror = () => failed(reader.error);
    reader.readAsDataURL(blob);
  });
  // A picture sees no font of the page: without its own, a machine that lacks Chinese fonts would draw squares.
  const FONTS = { 400: "NotoSansTC-subset", 700: "NotoSansTC-subset-bold" };
  const RARE = "NotoSansTC-rare";
  const kept = new Map();
  const font = name => {
    if (!kept.has(name)) {
      const data = fetch(`/app/static/${name}.woff2`).then(answer => answer.blob()).then(base64);
      data.catch(() => kept.delete(name));
      kept.set(name, data);
    }
    return kept.get(name);
  };
  const face = async (weight, name, signs) => {
    const codes = signs.map(sign => `U+${sign.codePointAt(0).toString(16)}`);
    const range = signs.length ? `unicode-range:${codes};` : "";
    return `@font-face{font-family:"Noto Sans TC";font-weight:${weight};${range}src:url("${await font(name)}")}`;
  };
  // Rare characters stand in a font of their own, which is fetched for them alone; of two faces of one
  // weight the later is asked first.
  const faces = async rare => (await Promise.all([
    ...Object.entries(FONTS).map(([weight, name]) => face(weight, name, [])),
    ...(rare.length ? Object.keys(FONTS).map(weight => face(weight, RARE, rare)) : []),
  ])).join("");
  const text = picture => `<?xml version="1.0" encoding="UTF-8"?>\n${new XMLSerializer().serializeToString(picture.svg)}`;
  const png = async picture => {
    const style = picture.svg.createElementNS(picture.svg.documentElement.namespaceURI, "style");
    style.textContent = await faces(picture.rare);
    picture.svg.documentElement.prepend(style);
    const image = new Image();
    image.src = `data:image/svg+xml;charset=utf-8,${encodeURIComponent(text(picture))}`;
    await image.decode();
    const canvas = document.createElement("canvas");
    canvas.width = picture.width * picture.scale;
    canvas.height = picture.height * picture.scale;
    canvas.getContext("2d").drawImage(image, 0, 0, canvas.width, canvas.height);
    return new Promise((done, failed) =>
      canvas.toBlob(blob => blob ? done(blob) : failed(new Error("no picture")), "image/png"));
  };
  const save = (blob, name) => {
    const link = document.createElement("a");
    link.href = URL.createObjectURL(blob);
    link.download = name;
    link.click();
    setTimeout(() => URL.revokeObjectURL(link.href), 60000);
  };
  const copyPicture = async place => {
    if (!navigator.clipboard?.write || !window.ClipboardItem) return false;
    // Handed over as a promise: some browsers let a page copy only while the press is fresh.
    const made = drawn(place).then(png);
    try {
      await navigator.clipboard.write([new ClipboardItem({ "image/png": made })]);
      return true;
    } catch {
      // Whether it was the picture or the clipboard that failed.
      await made;
      return false;
    }
  };
  const FORMS = {
    png: async place => {
      const picture = await drawn(place);
      save(await png(picture), `${picture.file}.png`);
      return place.dataset.saved;
    },
    svg: async place => {
      const picture = await drawn(place);
      save(new Blob([text(picture)], { type: "image/svg+xml" }), `${picture.file}.svg`);
      return place.dataset.saved;
    },
    copy: async place => await copyPicture(place) ? place.dataset.copied : place.dataset.uncopied,
  };
  const takePicture = async button => {
    const place = button.closest(".takeaway-picture");
    if (place.ariaBusy === "true") return;
    place.ariaBusy = "true";
    say(button, place.dataset.working);
    try {
      say(button, await FORMS[button.dataset.form](place));
    } catch (error) {
      console.warn(error);
      say(button, error instanceof Refused ? error.message : place.dataset.failed, true);
    } finally {
      place.ariaBusy = "false";
    }
  };

  const pressed = event => {
    const button = event.target.closest?.("button");
    if (button?.matches("[data-copy]")) copyText(button);
    if (button?.matches("[data-form]")) takePicture(button);
  };
  document.addEventListener("click", pressed);
  window.__takeaway = { stop: () => document.removeEventListener("click", pressed) };
})();
