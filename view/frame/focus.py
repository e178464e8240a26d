"""The keyboard is given to what is needed next, where a reader would otherwise press Tab past all before it."""

import json

import streamlit as st

# A part is shown once all are there; who has begun to do something else is left alone: not who only presses a key
# early, while nothing has the keyboard. On a touch screen the letters would cover the page unasked.
_GIVES = """<script>(() => {
  let looks = 100;
  const stop = event => {
    const early = event?.type === "keydown" && event.key !== "Tab" && document.activeElement === document.body;
    if (!early) looks = 0;
  };
  const looking = setInterval(() => {
    const wanted = document.querySelector(%s);
    if (looks-- > 0) wanted?.focus();
    if (looks > 0 && wanted !== document.activeElement) return;
    clearInterval(looking);
    for (const name of ["keydown", "pointerdown"]) removeEventListener(name, stop, true);
  }, 50);
  if (!matchMedia("(pointer: fine)").matches) stop();
  for (const name of ["keydown", "pointerdown"]) addEventListener(name, stop, true);
})()</script>"""


def give_keyboard(wanted: str) -> None:
    """Gives the keyboard to a part of the page once, when this is drawn where it was not before.

    Args:
        wanted: a CSS selector.
    """
    with st.container(key="unseen-focus"):
        st.html(_GIVES % json.dumps(wanted), unsafe_allow_javascript=True)


# Until all is there, or the reader goes where they want: what comes in may move what is shown.
_STAYS = """<script>(() => {
  const main = document.querySelector('[data-testid="stMain"]');
  let looks = 40;
  const looking = setInterval(() => {
    if (looks-- > 0) main.scrollTop = 0;
    else clearInterval(looking);
  }, 50);
  for (const name of ["keydown", "pointerdown", "wheel", "touchstart"])
    addEventListener(name, () => { looks = 0; }, { capture: true, once: true });
})()</script>"""


def begin_at_the_top() -> None:
    """Shows the page from its beginning once, when this is drawn where it was not before."""
    with st.container(key="unseen-top"):
        st.html(_STAYS, unsafe_allow_javascript=True)


# Where what lies before it is long, what comes in later moves it; the reader who goes on is left alone.
_BRINGS = """<script>(() => {
  let looks = 20;
  const looking = setInterval(() => {
    const part = document.querySelector(%(part)s), wanted = part?.querySelector(%(wanted)s);
    if (looks-- <= 0) return clearInterval(looking);
    if (!wanted || part.scrollHeight <= part.clientHeight) return;
    const [frame, place] = [part.getBoundingClientRect(), wanted.getBoundingClientRect()];
    if (place.top < frame.top || place.bottom > frame.bottom)
      part.scrollTop += place.top - frame.top - frame.height / 2;
  }, 50);
  for (const name of ["keydown", "pointerdown", "wheel", "touchstart"])
    addEventListener(name, () => { looks = 0; }, { capture: true, once: true });
})() // %(of)s</script>"""


def bring_into_view(part: str, wanted: str, of: str) -> None:
    """Scrolls a part that lies over the page to what is looked for in it, once for each thing it is about.

    Args:
        part: CSS selector of what scrolls.
        wanted: CSS selector within it.
        of: what the part is about, by its id.
    """
    with st.container(key="unseen-view"):
        st.html(
            _BRINGS % {"part": json.dumps(part), "wanted": json.dumps(wanted), "of": of}, unsafe_allow_javascript=True
        )
